//===- Fields.h - every member of every value, once -------------*- C++ -*-===//
//
// What is written to a file, read back, or carried from one unit's tables into
// another's has to name every member of the model. It is done here, once, for
// all of them: fields(v, x) calls v with the members of x, in order.
//
//   struct Count {                              // a visitor
//     template <class... T> void operator()(T &...members);
//     ...
//   };
//
// The structured bindings are there so that a member added to a struct does not
// compile until it is added here, and with it to the files (store/Codec.h; raise
// the version there).
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_MODEL_FIELDS_H
#define ESCAPE_MODEL_FIELDS_H

#include "model/Program.h"

namespace escape {

template <class V> void fields(V &v, FnKey &x) {
  auto &[high, low] = x;
  v(high, low);
}
template <class V> void fields(V &v, Span &x) {
  auto &[file, begin, end, macro] = x;
  v(file, begin, end, macro);
}
/// A text stays with its file: where it is needed again it is read again.
template <class V> void fields(V &v, SourceFile &x) { v(x.path, x.hash, x.user); }

template <class V> void fields(V &v, Assumption &x) {
  auto &[kind, span, what] = x;
  v(kind, span, what);
}
template <class V> void fields(V &v, Field &x) {
  auto &[name, key, hidden] = x;
  v(name, key, hidden);
}
template <class V> void fields(V &v, TypeField &x) {
  auto &[field, type] = x;
  v(field, type);
}
template <class V> void fields(V &v, Type &x) {
  auto &[cls, spelling, bytes, target, fields, reference, closure, container, nodeBased, movesIterators, iterator,
         joins, terminates, leaves, synchronised, signals, polymorphic, ownCopy] = x;
  v(cls, spelling, bytes, target, fields, reference, closure, container, nodeBased, movesIterators, iterator, joins,
    terminates, leaves, synchronised, signals, polymorphic, ownCopy);
}
template <class V> void fields(V &v, StaticVariable &x) {
  auto &[key, name, span, type, threadLocal, constant, internalLinkage] = x;
  v(key, name, span, type, threadLocal, constant, internalLinkage);
}
template <class V> void fields(V &v, Place &x) {
  auto &[base, steps] = x;
  v(base, steps);
}

/// The root says whether the index is one of the unit's variables.
template <class V> void fields(V &v, Endpoint &x) {
  auto &[root, index, steps] = x;
  v.begin(3);
  v.member(root);
  v.variableOr(root == RootKind::Static, index);
  v.member(steps);
}
template <class V> void fields(V &v, Guard &x) {
  auto &[param, relation, constant] = x;
  v(param, relation, constant);
}
template <class V> void fields(V &v, Flow &x) {
  auto &[to, from, kind, reason, assumptions, record, guards, sometimes] = x;
  v(to, from, kind, reason, assumptions, record, guards, sometimes);
}
template <class V> void fields(V &v, Effect &x) {
  auto &[kind, at, from, arguments, argumentsByAddress, null, replaced, how, guards, onResult, assumptions, span,
         what] = x;
  v(kind, at, from, arguments, argumentsByAddress, null, replaced, how, guards, onResult, assumptions, span, what);
}
template <class V> void fields(V &v, Summary &x) {
  auto &[function, flows, effects, asks, fresh, noReturn, opaque, why, saysAllocations, pure] = x;
  v(function, flows, effects, asks, fresh, noReturn, opaque, why, saysAllocations, pure);
}

template <class V> void fields(V &v, Location &x) {
  auto &[kind, type, span, name, index, many, array, implicit, bytes] = x;
  v.begin(9);
  v.member(kind);
  v.member(type);
  v.member(span);
  v.member(name);
  v.variableOr(kind == LocationKind::Static || kind == LocationKind::ThreadLocal, index);
  v.member(many);
  v.member(array);
  v.member(implicit);
  v.member(bytes);
}
template <class V> void fields(V &v, Allocation &x) {
  auto &[location, span, made, arguments, bytes, objectBytes, inlineBytes, erased, wrapper, reason, may, inLoop,
         forEmpty] = x;
  v(location, span, made, arguments, bytes, objectBytes, inlineBytes, erased, wrapper, reason, may, inLoop, forEmpty);
}
template <class V> void fields(V &v, Event &x) {
  auto &[kind, reason, how, null, to, from, type, call, allocation, constant, span, assumption, detail] = x;
  v(kind, reason, how, null, to, from, type, call, allocation, constant, span, assumption, detail);
}
template <class V> void fields(V &v, Condition &x) {
  auto &[place, equal, constant, pointer, object, others, natural, order] = x;
  v(place, equal, constant, pointer, object, others, natural, order);
}
template <class V> void fields(V &v, Edge &x) {
  auto &[to, back, condition] = x;
  v(to, back, condition);
}
template <class V> void fields(V &v, Block &x) {
  auto &[first, last, successors, exit, noReturn] = x;
  v(first, last, successors, exit, noReturn);
}
template <class V> void fields(V &v, Argument &x) {
  auto &[place, object, type, span, reference, rvalue, handedOn, constant] = x;
  v(place, object, type, span, reference, rvalue, handedOn, constant);
}
template <class V> void fields(V &v, CallSite &x) {
  auto &[kind, knowledge, callee, candidates, elsewhere, known, why, self, selfType, arguments, result, resultType,
         span, system, noReturn, asked, asksUnseen] = x;
  v(kind, knowledge, callee, candidates, elsewhere, known, why, self, selfType, arguments, result, resultType, span,
    system, noReturn, asked, asksUnseen);
}
template <class V> void fields(V &v, Contract &x) {
  auto &[kind, param, keepers, anyone, plausible, words, span] = x;
  v(kind, param, keepers, anyone, plausible, words, span);
}
template <class V> void fields(V &v, Edit &x) {
  auto &[at, text] = x;
  v(at, text);
}
template <class V> void fields(V &v, Remedy &x) {
  auto &[alloc, param, kind, instead, callee, declared, edits] = x;
  v(alloc, param, kind, instead, callee, declared, edits);
}
template <class V> void fields(V &v, ExactCall &x) {
  auto &[call, target, callee, type, edits] = x;
  v(call, target, callee, type, edits);
}
template <class V> void fields(V &v, FunctionFlow &x) {
  auto &[key, name, span, body, user, isMain, tellsOutcome, isConstructor, isDestructor, isCoroutine, defaulted,
         instantiation, lambda, initialiser, ownClass, hiddenClass, internalLinkage, internal, pattern, overridable,
         answers, locations, allocations, events, blocks, calls, remedies, exact, params, self, contracts, asksOf,
         noAlloc, result, exception, task, unknown, frame, givenUp, indexed, closures, tooLarge] = x;
  v(key, name, span, body, user, isMain, tellsOutcome, isConstructor, isDestructor, isCoroutine, defaulted,
    instantiation, lambda, initialiser, ownClass, hiddenClass, internalLinkage, internal, pattern, overridable, answers,
    locations, allocations, events, blocks, calls, remedies, exact, params, self, contracts, asksOf, noAlloc, result,
    exception, task, unknown, frame, givenUp, indexed, closures, tooLarge);
}
template <class V> void fields(V &v, Unit &x) {
  auto &[mainFile, files, types, fields, statics, assumptions, known, functions, unmodelled, degraded, allAllocations,
         userLines] = x;
  v(mainFile, files, types, fields, statics, assumptions, known, functions, unmodelled, degraded, allAllocations,
    userLines);
}

template <class V> void fields(V &v, Record &x) {
  auto &[event, parent, earlier, callee, inside, depth] = x;
  v(event, parent, earlier, callee, inside, depth);
}
/// What callers need; the findings stay where they were made.
template <class V> void fields(V &v, ConfirmResult &x) { v(x.gaveUp, x.summary, x.records, x.locations, x.parents); }

template <class V> void fields(V &v, Solution &x) {
  auto &[function, needsConfirm, result] = x;
  v(function, needsConfirm, result);
}
template <class V> void fields(V &v, FileGraph &x) {
  auto &[unit, closed] = x;
  v(unit, closed);
}
template <class V> void fields(V &v, Foreign &x) {
  auto &[key, flow, needsConfirm, result, told] = x;
  v(key, flow, needsConfirm, result, told);
}
template <class V> void fields(V &v, Member &x) {
  auto &[key, component, solveOnly, unstable, growing] = x;
  v(key, component, solveOnly, unstable, growing);
}
template <class V> void fields(V &v, Slice &x) {
  auto &[unit, functions, members, calls] = x;
  v(unit, functions, members, calls);
}

template <class V> void fields(V &v, Index &x) {
  auto &[files, functions] = x;
  v(files, functions);
}

} // namespace escape

#endif // ESCAPE_MODEL_FIELDS_H
