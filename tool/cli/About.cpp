#include "About.h"

#include "check/Selection.h"
#include "checks/AllChecks.h"
#include "model/Words.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace escape::cli {

Expected<std::string> listChecks(StringRef Checks, StringRef WarningsAsErrors) {
  Expected<Selection> Selected = Selection::make(allChecks(), Checks, WarningsAsErrors);
  if (!Selected)
    return Selected.takeError();
  size_t Width = 0;
  for (const Check *C : allChecks())
    Width = std::max(Width, StringRef(C->Id).size());
  std::string Text;
  raw_string_ostream OS(Text);
  for (const Check *C : allChecks())
    OS << left_justify(C->Id, Width) << "  " << left_justify(describe(Selected->severity(C->Id)), 7) << "  " << C->Title
       << "\n";
  return Text;
}

Expected<std::string> explainCheck(StringRef Id) {
  const auto *Page = llvm::find_if(checkPages(), [&](const CheckPage &P) { return P.Id == Id; });
  if (Page != checkPages().end())
    return Page->Text.str();
  std::string Message = ("no check is called " + Id).str();
  const Check *Nearest = nullptr;
  unsigned Best = 4; // more edits than this are no typing error
  for (const Check *C : allChecks())
    if (unsigned Distance = Id.edit_distance(C->Id, /*AllowReplacements=*/true, Best + 1); Distance <= Best) {
      Best = Distance;
      Nearest = C;
    }
  if (Nearest)
    Message += "; did you mean " + std::string(Nearest->Id) + "?";
  return createStringError(inconvertibleErrorCode(), Message + " (--list-checks names them; a place is FILE:LINE)");
}

} // namespace escape::cli
