// Every option of the command line. llvm-tblgen makes the parser's table from this; --help prints it.
include "llvm/Option/OptParser.td"

// --help shows the groups in this order, with the headings that Options.cpp gives them.
def input_Group : OptionGroup<"input">;
def report_Group : OptionGroup<"report">;
def output_Group : OptionGroup<"output">;
def analysis_Group : OptionGroup<"analysis">;
def info_Group : OptionGroup<"info">;
// Part of the design, not built yet: refused by name instead of being taken for a typing error.
def refused_Group : OptionGroup<"refused">;

class F<string name, OptionGroup group, string help> : Flag<["--"], name>, Group<group>, HelpText<help>;
class V<string name, OptionGroup group, string value, string help>
    : Joined<["--"], name # "=">, Group<group>, MetaVarName<value>, HelpText<help>;
class RefusedF<string name> : Flag<["--"], name>, Group<refused_Group>;
class RefusedV<string name> : Joined<["--"], name # "=">, Group<refused_Group>;

def p : JoinedOrSeparate<["-"], "p">, Group<input_Group>, MetaVarName<"DIR">,
        HelpText<"folder of compile_commands.json (default: nearest upward, or its build/)">;
def extra_arg : V<"extra-arg", input_Group, "ARG", "compiler flag to add to every command; may be repeated">;
def header_filter : V<"header-filter", input_Group, "REGEX",
                      "which headers are yours (default: those under the project's root)">;

def m : Flag<["-"], "m">, Group<report_Group>,
        HelpText<"report where every object and allocation goes; twice: with the flow">;
def m_EQ : Joined<["-"], "m=">, Group<report_Group>, MetaVarName<"LEVEL">, HelpText<"the same: 1 or 2">;
def checks : V<"checks", report_Group, "GLOBS",
               "checks on top of the defaults, - removes: escape-heap-*,-escape-task">;
def warnings_as_errors : V<"warnings-as-errors", report_Group, "GLOBS", "checks whose findings are called errors">;
def may : F<"may", report_Group, "findings that rest on an assumption, too">;
def explain : V<"explain", report_Group, "FILE:LINE|CHECK", "the flows at a line, or what a check finds and why">;

def format : V<"format", output_Group, "FORMAT", "text, json or sarif (default: text)">;
def output : V<"output", output_Group, "FILE", "write the findings or the report there">;
def o : JoinedOrSeparate<["-"], "o">, Group<output_Group>, MetaVarName<"FILE">,
        HelpText<"summarize, link: what is written">;
def slices : V<"slices", output_Group, "DIR", "link: where a slice for each summary is written">;
def fix : F<"fix", output_Group, "make the edits of the findings that have some">;
def stats : F<"stats", output_Group, "files, functions, times, and what was not modelled, at the end">;
def quiet : F<"quiet", output_Group, "no progress and no summary">;
def dump_stage : V<"dump", output_Group, "STAGE[:FUNCTION]", "what a stage made: flow, solve, confirm or explain">;

def j : JoinedOrSeparate<["-"], "j">, Group<analysis_Group>, MetaVarName<"N">,
        HelpText<"files at a time (default: one a core)">;
def slice : V<"slice", analysis_Group, "FILE", "check: what link found for this file">;
def full_bodies : F<"full-bodies", analysis_Group, "parse the bodies of functions in system headers, too">;
def across_files : F<"across-files", analysis_Group, "the files are one program: follow values into functions of the others">;
def closed_world : F<"closed-world", analysis_Group, "the same, and virtual calls end in the overriders the files have">;
def models : V<"models", analysis_Group, "FILE", "a model file of library knowledge; may be repeated">;
def optimizer : V<"optimizer", analysis_Group, "-O2",
                  "with -m: what the build with this option makes of allocations and calls">;
def no_cache : F<"no-cache", analysis_Group, "analyse every file anew">;

def list_checks : F<"list-checks", info_Group, "every check, what it finds and whether it is on">;
def version : F<"version", info_Group, "version, and the Clang it is built with">;
def help : F<"help", info_Group, "this text">;
def h : Flag<["-"], "h">, Alias<help>;

def export_fixes : RefusedV<"export-fixes">;
def baseline : RefusedV<"baseline">;
def write_baseline : RefusedF<"write-baseline">;
def prune_baseline : RefusedF<"prune-baseline">;
def changed_since : RefusedV<"changed-since">;
def cache_dir : RefusedV<"cache-dir">;
def no_preamble : RefusedF<"no-preamble">;
def all_paths : RefusedF<"all-paths">;
def dump_config : RefusedF<"dump-config">;
def verify_config : RefusedF<"verify-config">;
def time_trace : RefusedV<"time-trace">;
