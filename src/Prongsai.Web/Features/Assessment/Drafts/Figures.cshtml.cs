using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>Every figure of the year on one page, to be typed or corrected. Empty means that the paper has none.</summary>
[Authorize("assessment.write")]
internal sealed class FiguresModel(AppDbContext db, RulebookSet rules, CorrectDraft correct) : DraftPage(db, rules)
{
    /// <summary>What was typed, by target.</summary>
    [BindProperty]
    public Dictionary<string, string?> F { get; set; } = [];

    [BindProperty]
    public string? Level { get; set; }

    [BindProperty]
    public string? Year { get; set; }

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    internal sealed record Group(string Title, string? Note, IReadOnlyList<Line> Lines);

    internal sealed record Line(string Target, string Name, string? Text, decimal? Read, decimal? Now);

    /// <summary>The form was refused because somebody else wrote meanwhile: what stands now is shown beside what was typed.</summary>
    public bool WasChanged { get; private set; }

    public string? ErrorOf(string target) => ModelState.TryGetValue($"F[{target}]", out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        Version = Draft.Version;
        Level = Rulebook.Levels.FirstOrDefault(l => l.Name == Draft.Level || l.Code == Draft.Level || l.Aliases.Contains(Draft.Level ?? "", StringComparer.OrdinalIgnoreCase))?.Name ?? Draft.Level;
        Year = Draft.Year.ToString();
        foreach (var line in Groups.SelectMany(g => g.Lines))
        {
            F[line.Target] = Draft.Figure(line.Target)?.Value is { } value ? Numbers.Score(value) : null;
        }
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        if (!Domain.FiscalYear.TryParse(Year, null, out var year))
        {
            ModelState.AddModelError(nameof(Year), "เลือกปีงบประมาณ");
        }
        var inputs = new List<CorrectDraft.Input>();
        foreach (var line in Groups.SelectMany(g => g.Lines))
        {
            var typed = F.GetValueOrDefault(line.Target);
            var before = Draft.Figure(line.Target)?.Value;
            if (string.IsNullOrWhiteSpace(typed))
            {
                if (before is not null)
                {
                    inputs.Add(new(line.Target, CorrectDraft.Deed.Drop, null, null));
                }
            }
            else if (!ScoreText.TryRead(typed, out var score))
            {
                ModelState.AddModelError($"F[{line.Target}]", $"{line.Name}: {new NotAScore().Text}");
            }
            else if (score != before)
            {
                inputs.Add(new(line.Target, CorrectDraft.Deed.Set, score, null));
            }
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var result = await correct.Do(Id, Version, inputs, stop);
        if (result.IsOk)
        {
            result = await correct.Level(Id, result.Value.Version, Level, stop);
        }
        if (result.IsOk && result.Value.Year != year)
        {
            result = await correct.Year(Id, result.Value.Version, year, stop);
        }
        if (result.Refusal is { } refusal)
        {
            var answer = await Refused(refusal, "", stop);
            WasChanged = refusal is DraftWasChanged;
            Version = Draft.Version;
            ModelState.Remove(nameof(Version));
            Groups = GroupsOf();
            return answer;
        }
        TempData.Done("บันทึกค่าแล้ว", inputs.Count > 0 ? $"เปลี่ยน {inputs.Count} ค่า" : null);
        return Redirect($"/assessment/drafts/{Id}");
    }

    private async Task<bool> Prepare(CancellationToken stop)
    {
        if (!await Load(stop) || Draft.State is not Data.DraftState.Open)
        {
            return false;
        }
        Groups = GroupsOf();
        return true;
    }

    private List<Group> GroupsOf()
    {
        Line Of(string target, string name, string? text) => new(target, name, text, Draft.Figure(target)?.Read, Draft.Figure(target)?.Value);
        var groups = new List<Group>
        {
            new("คะแนนรวมและตัวชี้วัด", "ค่าที่จำเป็นที่สุด มีอยู่ในหน้าสรุปของระบบ ITAS",
                [Of(Target.Total, "คะแนนรวม", null), .. Rulebook.Indicators.Select(i => Of(Target.Indicator(i.No), $"ตัวชี้วัดที่ {i.No}", i.Name))]),
        };
        foreach (var tool in Rulebook.Tools.Where(t => Rulebook.Questions.Any(q => q.Tool == t.Code)))
        {
            groups.Add(new($"คะแนนรายข้อ {tool.Code}", tool.Name, [.. Rulebook.Questions.Where(q => q.Tool == tool.Code).Select(q => Of(q.Code, $"ข้อ {q.Code}", q.Text))]));
        }
        if (Rulebook.Items.Count > 0)
        {
            groups.Add(new("ข้อเปิดเผยข้อมูล (OIT)", "ครบถ้วนได้ 100 ไม่ครบถ้วนได้ 0", [.. Rulebook.Items.Select(i => Of(i.Code, $"ข้อ {i.Code}", i.Title))]));
        }
        return groups;
    }
}
