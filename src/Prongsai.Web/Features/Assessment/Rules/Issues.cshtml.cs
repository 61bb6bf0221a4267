using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

[Authorize]
internal sealed class IssuesModel(RulebookSet rules) : RulePage(rules)
{
    public IActionResult OnGet(string year) => Find(year) ? Page() : NotFound();
}
