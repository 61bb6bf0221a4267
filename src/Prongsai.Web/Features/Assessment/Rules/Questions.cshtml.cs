using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Rules;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Assessment.Rules;

[Authorize]
internal sealed class QuestionsModel(RulebookSet rules) : RulePage(rules)
{
    public PageOf<Question> Rows { get; private set; } = null!;

    public IActionResult OnGet(string year, string? q, string? tool)
    {
        if (!Find(year))
        {
            return NotFound();
        }
        var found = Book.Questions.Where(x => string.IsNullOrEmpty(tool) || x.Tool == tool).Where(x => Says(q, [x.Code, x.Text, .. x.SubItems]));
        Rows = PageOf.Cut([.. found], Listing.Of(Request, []));
        return Page();
    }
}
