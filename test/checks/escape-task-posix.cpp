// escape-task: pthread_create.
#include <pthread.h>

struct Job {
  int n = 0;
  pthread_t thread{};
  static void *run(void *self) {
    ++static_cast<Job *>(self)->n;
    return nullptr;
  }
  void start() { pthread_create(&thread, nullptr, run, this); }
  void wait() { pthread_join(thread, nullptr); }
};
void detached() {
  int n = 0;
  pthread_t thread;
  pthread_create(&thread, nullptr, Job::run, &n);
  pthread_detach(thread); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
int joined() {
  int n = 0;
  pthread_t thread;
  pthread_create(&thread, nullptr, Job::run, &n);
  pthread_join(thread, nullptr);
  return n;
}
void lambda_detached() {
  int n = 0;
  pthread_t thread;
  pthread_create(
      &thread, nullptr, [](void *p) -> void * { return p; }, &n);
  pthread_detach(thread); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
int job_waited_for() {
  Job job;
  job.start();
  job.wait();
  return job.n;
}
// The way on which nothing was started is not one on which the thread runs on.
int joined_when_started() {
  int n = 0;
  pthread_t thread;
  if (pthread_create(&thread, nullptr, Job::run, &n) != 0)
    return -1;
  pthread_join(thread, nullptr);
  return n;
}
int started_and_left() {
  int n = 0;
  pthread_t thread;
  if (pthread_create(&thread, nullptr, Job::run, &n) != 0)
    return -1;
  return 0; // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
