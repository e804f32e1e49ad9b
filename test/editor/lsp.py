"""A small client of the Language Server Protocol: opens and edits files, waits for diagnostics."""
import json
import queue
import subprocess
import threading
import time


class Server:
    """A language server over pipes. Use as a context manager; it is stopped at the end."""

    def __init__(self, command, root, seconds=60):
        self.seconds = seconds
        self.log = open(f"{root}/server.log", "w+b")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                        cwd=root)
        self.messages = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._next_id = 0
        self.request("initialize", {
            "processId": None, "rootUri": f"file://{root}",
            "capabilities": {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.process.wait(10)
        finally:
            if self.process.poll() is None:
                self.process.kill()
            self.log.close()

    def notify(self, method, params):
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method, params):
        self._next_id += 1
        wanted = self._next_id
        self._send({"jsonrpc": "2.0", "id": wanted, "method": method, "params": params})
        return self._await(lambda message: message.get("id") == wanted and "method" not in message,
                           f"answer to {method}")

    def open(self, uri, text, version=1):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "cpp", "version": version,
                                                              "text": text}})

    def change(self, uri, text, version):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                               "contentChanges": [{"text": text}], "wantDiagnostics": True})

    def diagnostics(self, uri, version):
        """What the server has to say about that version of the file."""
        message = self._await(lambda m: m.get("method") == "textDocument/publishDiagnostics"
                              and m["params"]["uri"] == uri and m["params"].get("version") == version,
                              f"diagnostics of version {version}")
        return message["params"]["diagnostics"]

    def _await(self, wanted, what):
        end = time.monotonic() + self.seconds
        while True:
            try:
                message = self.messages.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                message = None
            if message is None:
                self.log.seek(0)
                raise TimeoutError(f"no {what}; the server says:\n{self.log.read().decode(errors='replace')}")
            if wanted(message):
                return message

    def _send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self):
        pipe = self.process.stdout
        while True:
            length = 0
            while (line := pipe.readline()) not in (b"\r\n", b"\n"):
                if not line:
                    self.messages.put(None)
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.messages.put(json.loads(pipe.read(length)))
