//===- Apply.cpp - what a summary says happens ------------------------------===//
//
// A summary is applied on the state before the call: first everything it reads is
// read, then what it frees or invalidates goes, then what it surely overwrites is
// cleared, then its flows are added, then its other effects run like the events of
// the same name.
//
//===----------------------------------------------------------------------===//
#include "confirm/Engine.h"
#include "model/Roots.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace escape::confirming {

namespace {

enum class Chosen : uint8_t { No, Perhaps, Yes };

/// Do the arguments of a call pass all the tests?
Chosen decided(const std::vector<Guard> &guards, const CallSite &site) {
  Chosen all = Chosen::Yes;
  for (const Guard &guard : guards) {
    std::optional<int64_t> value;
    if (guard.param < site.arguments.size())
      value = site.arguments[guard.param].constant;
    if (value && !holds(*value, guard.relation, guard.constant))
      return Chosen::No;
    if (!value)
      all = Chosen::Perhaps;
  }
  return all;
}

} // namespace

void Engine::apply(const CallSite &site, const Summary &summary, EventId id, FnKey callee, bool only, SetId extra) {
  typeFresh(site, summary, id);
  noteAsks(site, summary, id);
  const bool model = !callee.valid();
  struct Pending {
    const Flow *flow;
    ResolvedList to;
    bool resolved = false;
    Bundle bundle;
    CellId released; ///< what an owner holds goes out of it on this way
  };
  std::vector<Pending> pending;
  pending.reserve(summary.flows.size());
  auto late = [](RootKind root) {
    return root == RootKind::Result || root == RootKind::Fresh || root == RootKind::Task ||
           root == RootKind::Exception || root == RootKind::Unknown;
  };

  // An owner that gives its storage away and may keep it all the same: a short string that is swapped.
  for (const Effect &effect : summary.effects)
    if (effect.kind == EffectKind::Invalidate && !late(effect.at.root) &&
        llvm::any_of(summary.flows, [&](const Flow &f) { return f.kind == FlowKind::Move && f.from == effect.at; }))
      invalidate(endpoint(site, effect.at, id, model), effect.how, effect.what.empty() ? site.callee : effect.what, id,
                 sets.join(sets.of(effect.assumptions), extra));

  // ---- Everything is read on the state before. ----
  for (const Flow &flow : summary.flows) {
    if (flow.to.root == RootKind::Result && !site.result.valid())
      continue;
    const Chosen chosen = decided(flow.guards, site);
    if (chosen == Chosen::No)
      continue;
    Pending p{&flow, {}, false, {}, {}};
    Origin origin{id, callee, flow.record};
    SetId set = sets.join(sets.of(flow.assumptions), extra);
    if (chosen == Chosen::Perhaps)
      inheritGuards(site, flow, id);
    if (flow.sometimes) {
      partial.insert(id.value);
      // Done on some ways only, and the caller asks which it was, or has chosen which by what it passes: what happens
      // then is not for the other ones.
      if (site.asked || chosenHere(site, summary, flow, id))
        set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, site.span, site.callee)));
    }
    ResolvedList from = endpoint(site, flow.from, id, model);
    // `text = o.text == o.own ? own : o.text`: what points into the object that is copied is copied on the other way.
    if (flow.sometimes && flow.kind != FlowKind::Address)
      for (const Resolved &f : from)
        if (llvm::any_of(values.at(read(f.cell)).targets,
                         [&](const Target &t) { return memory.at(t.cell).location == memory.at(f.cell).location; }))
          set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, site.span, site.callee)));
    if (flow.kind == FlowKind::Address) {
      p.bundle.items.emplace_back();
      Value &value = p.bundle.items.back().value;
      for (const Resolved &f : from)
        value.targets.push_back({f.cell, {}, sets.join(f.set, set), record(origin, f.via)});
      value.other = from.empty();
    } else {
      TypeId type = typeAt(flow.from, site, unit);
      if (!memory.type(type) && !from.empty())
        type = memory.at(from.front().cell).type;
      // A leaf that was named with its Storage step is a plain pointer.
      if (!flow.from.steps.empty() && flow.from.steps.back() == step::Storage)
        type = {};
      if (!from.empty())
        p.bundle = gather(from, type, flow.kind == FlowKind::Move ? Mode::Transfer : Mode::Copy, origin, set, 0);
    }
    if (flow.kind == FlowKind::Move && !model && from.size() == 1 && !from.front().weak &&
        memory.ownership(from.front().cell) == Ownership::Sole)
      p.released = from.front().cell;
    if (!late(flow.to.root)) {
      p.to = endpoint(site, flow.to, id, model);
      p.resolved = true;
    }
    pending.push_back(std::move(p));
  }
  struct Change {
    const Effect *effect;
    ResolvedList at;
    ResolvedList from;
  };
  std::vector<Change> changes;
  makesStorage = false;
  for (const Effect &effect : summary.effects) {
    // What is sure under a condition is sure when that holds; what may happen under one, unless it does not hold.
    Chosen chosen = decided(effect.guards, site);
    if (chosen == Chosen::No || (chosen == Chosen::Perhaps && effect.kind == EffectKind::Write))
      continue;
    Change c{&effect, {}, {}};
    if (!late(effect.at.root))
      c.at = endpoint(site, effect.at, id, model);
    if (effect.kind == EffectKind::StartTask || effect.kind == EffectKind::Keep)
      c.from = endpoint(site, effect.kind == EffectKind::Keep ? effect.at : effect.from, id, model);
    changes.push_back(std::move(c));
  }
  makesStorage = true;

  auto words = [&](const Change &c) { return c.effect->what.empty() ? site.callee : c.effect->what; };

  // What has two names in the callee, of which it took none for the other: it may have been written by the one before
  // it was read by the other.
  auto read = [&](const Change &c, const Resolved &r) {
    SetId set = sets.join(r.set, sets.join(sets.of(c.effect->assumptions), extra));
    bool written = llvm::any_of(changes, [&](const Change &other) {
      return other.effect->kind == EffectKind::Write && !(other.effect->at == c.effect->at) &&
             llvm::any_of(other.at, [&](const Resolved &w) { return w.cell == r.cell; });
    });
    return written ? sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, fn.at(id).span))) : set;
  };

  // Reads of dead things inside the callee happen before it writes.
  for (const Change &c : changes)
    if (c.effect->kind == EffectKind::Use)
      for (const Resolved &r : c.at) {
        SetId set = read(c, r);
        const Steps &at = c.effect->at.steps;
        if (!at.empty() && at.back() == step::Task) {
          useTask(r.cell, id, set);
          continue;
        }
        useCell(r.cell, id, set);
        if (callersOwn(r.cell))
          noteUse(r.cell, id, set);
      }
  // What a type-erased closure captured is read when it is called, here or in the function that is called here.
  for (const Change &c : changes)
    if (c.effect->kind == EffectKind::Call)
      for (const Resolved &r : c.at) {
        SetId set = read(c, r);
        for (CellId cell : present(r.cell))
          useCell(cell, id, set);
        if (memory.outside(memory.at(r.cell).location))
          noteEffect(EffectKind::Call, r.cell, Invalidation::None, set, fn.at(id).span, words(c));
      }

  // What goes is what was there before: the iterator that insert returns is good, the object that reset takes over too.
  for (const Change &c : changes) {
    SetId set = sets.join(sets.of(c.effect->assumptions), extra);
    if (c.effect->kind == EffectKind::Invalidate)
      invalidate(c.at, c.effect->how, words(c), id, set);
    else if (c.effect->kind == EffectKind::Free) {
      // A hand-written owner that is assigned: what it had is deleted, and it has something else.
      bool replaced = std::any_of(changes.begin(), changes.end(), [&](const Change &other) {
        return other.effect->kind == EffectKind::Write && other.effect->at == c.effect->at &&
               other.effect->assumptions.empty();
      });
      release(c.at, words(c), id, set, replaced);
      if (c.effect->replaced)
        for (const Resolved &r : c.at)
          dropDead(r.cell, id);
    } else if (c.effect->kind == EffectKind::End)
      endInside(c.at, words(c), id, set);
  }

  // ---- What is surely overwritten goes. ----
  clearResult(site);
  // Perhaps overwritten: what is there may be gone.
  for (const Change &c : changes)
    if (c.effect->kind == EffectKind::Write &&
        (!c.effect->assumptions.empty() || (!model && (extra || c.at.size() > 1))))
      for (const Resolved &r : c.at)
        for (CellId cell : present(r.cell))
          overwrite(cell, false, id);
  if (only)
    for (const Change &c : changes) {
      if (c.effect->kind != EffectKind::Write || extra || !c.effect->assumptions.empty())
        continue;
      // A container may have come by its storage on several ways: whichever it has is emptied.
      CellId container = everyElement(site, *c.effect, id);
      if (c.at.empty() || (!container.valid() && (c.at.size() != 1 || c.at.front().weak))) {
        for (const Resolved &r : c.at)
          noteUndone(r.cell);
        continue;
      }
      Value v;
      v.null = c.effect->null;
      v.other = !c.effect->null;
      for (const Pending &p : pending)
        if (p.resolved && p.flow->to == c.effect->at)
          v.other = false; // the flows say with what
      // What the call gives back it does not end: unique_ptr::release.
      bool handedOn = std::any_of(summary.flows.begin(), summary.flows.end(), [&](const Flow &flow) {
        return flow.kind != FlowKind::Address && flow.from == c.effect->at;
      });
      CellId cell = c.at.front().cell;
      if (model && handedOn) {
        if (memory.outside(memory.at(cell).location))
          noteStored(cell, true);
        write(cell, std::move(v));
        continue;
      }
      if (model || container.valid() || memory.isErased(c.at.front().cell)) {
        ValueId nothing = values.intern(std::move(v));
        for (const Resolved &r : c.at)
          if (c.at.size() == 1 || !heldByOther(memory.at(r.cell).location, container))
            writeAll(site, r.cell, nothing, id);
        continue;
      }
      if (memory.ownership(cell) == Ownership::Sole && touched(cell)) {
        // Destroyed, unless a flow hands it on: then it lives wherever it went, which may be too far away to be told
        // of.
        endsAreUndecided = std::any_of(summary.flows.begin(), summary.flows.end(), [&](const Flow &flow) {
          return flow.kind == FlowKind::Move && flow.from == c.effect->at;
        });
        endOwned(cell, death({Death::Kind::Invalidated, id, memory.variable(memory.at(cell).location), site.callee}),
                 0);
        endsAreUndecided = false;
      }
      overwrite(cell, true, id);
      write(cell, std::move(v));
    }

  // Released on some ways only: on the others it ends with its owner, and nobody else has it.
  for (const Pending &p : pending)
    if (p.released.valid()) {
      Value gone;
      gone.null = true;
      write(p.released, std::move(gone));
    }

  // ---- Flows. ----
  // What an owner got is named by the way to it: where it got something new, that way leads to the new.
  auto renewed = [&](const Endpoint &to) {
    return std::any_of(changes.begin(), changes.end(), [&](const Change &c) {
      const Endpoint &at = c.effect->at;
      return c.effect->kind == EffectKind::Write && !c.effect->null && c.effect->assumptions.empty() &&
             at.root == to.root && at.index == to.index && !at.steps.empty() && at.steps.back() == step::Storage &&
             at.steps.size() < to.steps.size() && std::equal(at.steps.begin(), at.steps.end(), to.steps.begin()) &&
             std::none_of(summary.flows.begin(), summary.flows.end(), [&](const Flow &f) { return f.to == at; });
    });
  };
  for (Pending &p : pending) {
    if (!p.resolved || (!model && renewed(p.flow->to)))
      p.to = endpoint(site, p.flow->to, id, model);
    if (model) {
      // An address for an iterator, view or smart pointer goes to the pointer inside it.
      bool leaf = p.bundle.items.size() == 1 && p.bundle.items.front().suffix.empty();
      bool storages = !p.bundle.items.empty();
      for (const Bundle::Item &item : p.bundle.items)
        storages &= item.suffix.size() == 1 && item.suffix.back() == step::Storage;
      for (Resolved &t : p.to) {
        if (leaf)
          if (CellId storage = ownerStorage(t.cell); storage.valid())
            t.cell = storage;
        const Type *type = memory.typeOf(t.cell);
        if (storages && type && type->cls == TypeClass::Pointer)
          for (Bundle::Item &item : p.bundle.items)
            item.suffix = {}; // a view that is a pointer here
      }
    }
    // Flows add up; but an owner that arrives in a result nobody has written yet replaces the one it began with.
    for (const Resolved &t : p.to)
      for (const Bundle::Item &item : p.bundle.items) {
        CellId cell = t.cell;
        if (item.copied || extendAll(cell, item.suffix) || state.find(cell).valid() ||
            memory.outside(memory.at(cell).location) || memory.ownership(cell) == Ownership::None)
          continue;
        write(cell, Values::empty());
      }
    put(p.to, p.bundle, true, {id, callee, p.flow->record}, extra);
  }

  // ---- The other effects, as the events of that name. ----
  for (const Change &c : changes) {
    const Effect &e = *c.effect;
    SetId set = sets.join(sets.of(e.assumptions), extra);
    // The way on which the call failed is not followed: where something is joined, a way without a join may be that
    // one.
    if (e.onResult && joinsTasks())
      set = sets.join(set, sets.of(assumptions.intern(AssumptionKind::PathUndecided, site.span, site.callee)));
    switch (e.kind) {
    case EffectKind::Join:
      joinTask(c.at, id);
      break;
    case EffectKind::Detach:
      detachTask(c.at, {id, callee, {}}, set);
      break;
    case EffectKind::StartTask:
      startTask(late(e.at.root) ? (e.at.root == RootKind::Task ? ResolvedList() : endpoint(site, e.at, id, model))
                                : c.at,
                c.from, typeAt(e.from, site, unit), {id, callee, {}}, set);
      break;
    case EffectKind::Keep:
      startTask({}, c.from, typeAt(e.at, site, unit), {id, callee, {}}, set);
      break;
    case EffectKind::Write:
    case EffectKind::Use:
    case EffectKind::Invalidate:
    case EffectKind::Free:
    case EffectKind::End:
      break;               // above
    case EffectKind::Call: // flow makes calls of their own of what it can resolve
      if (model && site.asksUnseen && !llvm::any_of(c.at, [&](const Resolved &r) {
            const Type *type = memory.typeOf(r.cell);
            return type && type->closure;
          }))
        handOut(site, id);
      break;
    case EffectKind::Construct:
      break;
    }
  }
}

/// Who writes `.element` means every element: `clear`, assignment. The one container, or where it holds its
/// storage; invalid: the effect is of another kind, or there are several.
CellId Engine::everyElement(const CallSite &site, const Effect &effect, EventId id) {
  Endpoint container = effect.at;
  if (container.steps.empty() || container.steps.back() != step::Element)
    return {};
  container.steps.pop();
  if (!container.steps.empty() && container.steps.back() == step::Deref)
    container.steps.pop();
  ResolvedList holder = endpoint(site, container, id, true);
  return holder.size() == 1 && !holder.front().weak ? holder.front().cell : CellId();
}

/// An object is overwritten with all its parts: the captures of the closure a std::function held, elements.
void Engine::writeAll(const CallSite &site, CellId top, ValueId nothing, EventId id) {
  DeathId gone = death({Death::Kind::Invalidated, id, memory.variable(memory.at(top).location), site.callee});
  llvm::SmallVector<CellId, 4> cells = present(top);
  if (std::find(cells.begin(), cells.end(), top) == cells.end())
    cells.push_back(top);
  for (CellId cell : cells) {
    if (memory.ownership(cell) != Ownership::None && touched(cell))
      endOwned(cell, gone, 0);
    overwrite(cell, true, id);
    write(cell, nothing);
  }
}

} // namespace escape::confirming
