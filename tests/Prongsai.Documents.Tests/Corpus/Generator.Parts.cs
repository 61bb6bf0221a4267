using System.Globalization;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>The parts papers are made of: offices, results that add up, tables in many dresses.</summary>
internal sealed partial class Generator
{
    private static readonly string[] ShortMonths = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    private Office AnyOffice() => new(Pick(Vocabulary.Forms), Pick(Vocabulary.Places), Pick(Vocabulary.Districts), Pick(Vocabulary.Provinces));

    private static string Short(Office office) => office.Form switch { "เทศบาลตำบล" => "ทต.", "เทศบาลเมือง" => "ทม.", "เทศบาลนคร" => "ทน.", _ => "อบต." } + office.Place;

    /// <summary>A result that adds up by the rules of its year.</summary>
    private Result AnyResult(int first, int last)
    {
        var rules = Rules.Of(_random.Next(first, last + 1));
        var middle = _random.Next(62, 97);
        var questions = rules.Questions.ToDictionary(q => q.Code, _ => Score(middle));
        var indicators = rules.Indicators.ToDictionary(i => i.No, i =>
        {
            var own = rules.QuestionsOf(i.No).ToList();
            return own.Count == 0 ? Score(middle) : Math.Round(own.Average(q => questions[q.Code]), 2, MidpointRounding.AwayFromZero);
        });
        var figures = new Figures { Year = rules.Year, Scores = indicators.ToDictionary(i => Target.Indicator(i.Key), i => i.Value) };
        var verification = Verifier.Verify(rules, figures);
        return new Result(rules, questions, indicators, verification.Total!.Value, verification.Level.Computed!.Name);
    }

    private static decimal ToolScore(Result result, string tool) => Math.Round(result.Rules.IndicatorsOf(tool).Average(i => result.Indicators[i.No]), 2, MidpointRounding.AwayFromZero);

    private static Truth Truth(Office office, Result result) =>
        new() { Organisations = [office.Name], Year = result.Year, Total = result.Total, Level = result.Level, Indicators = result.Indicators };

    private decimal Score(int middle) => Math.Clamp(Math.Round(middle + (decimal)((_random.NextDouble() - 0.5) * 24), 2), 3, 100);

    private string TotalText(Office office, Result result) => Wording(Vocabulary.TotalSentences)
        .Replace("{o}", office.Name, StringComparison.Ordinal).Replace("{t}", ScoreText(result.Total), StringComparison.Ordinal).Replace("{l}", result.Level, StringComparison.Ordinal);

    private string YearText(int year) => D(Wording([$"ประจำปีงบประมาณ พ.ศ. {year}", $"ประจำปีงบประมาณ {year}", $"ประจำปีงบประมาณ พ.ศ.{year}", $"ประจำปี พ.ศ. {year}", $"ปีงบประมาณ {year}", $"ประจำปี {year}"]));

    /// <summary>The table of ten indicators: tool first, merged or on the first row only, columns in any order.</summary>
    private TableElement IndicatorTable(Result result)
    {
        var order = Shuffled([0, 1, 2]).Append(3).ToArray();
        var merged = Chance(0.5);
        var rows = new List<IReadOnlyList<Box>>();
        var toolFirst = Chance(0.7);
        string[] head = [Word("tool"), Pick(["ตัวชี้วัดที่", "ที่", "ลำดับ"]), Word("indicator"), Word("score")];
        int[] columns = toolFirst ? [0, 1, 2, 3] : order;
        rows.Add([.. columns.Select(c => (Box)head[c])]);
        foreach (var tool in (string[])["IIT", "EIT", "OIT"])
        {
            var own = result.Rules.IndicatorsOf(tool).ToList();
            foreach (var (indicator, i) in own.Select((x, i) => (x, i)))
            {
                Box?[] cells = [i == 0 ? new Box(tool, 1, merged ? own.Count : 1) : merged ? null : new Box(string.Empty), D(indicator.No.ToString(CultureInfo.InvariantCulture)), Printed(indicator.No), ScoreText(result.Indicators[indicator.No])];
                rows.Add([.. columns.Select(c => cells[c]).OfType<Box>()]);
            }
        }
        return new TableElement(rows);
    }

    private TableElement Ranking(Result result) => new(
    [
        Row(Pick(["อันดับ", "ลำดับ"]), Word("indicator"), Word("score")),
        .. result.Indicators.OrderByDescending(i => i.Value).Select((i, n) => Row((n + 1).ToString(CultureInfo.InvariantCulture), result.Rules.IndicatorNo(i.Key)!.Name, ScoreText(i.Value))),
    ]);

    /// <summary>A table of measures in a dress of its own, on one page or cut over several, and what it says.</summary>
    private (List<Element> Elements, List<MeasureTruth> Truths) MeasureTable(int year, string[] fields, int count, bool cutPages = false, bool dated = false, bool number = false)
    {
        var mark = _random.Next(5);
        var titleMark = number || Chance(0.6);
        var ownNumber = number && Chance(0.4);
        var head = fields.Select(f => (Box)Word(f)).ToList();
        if (ownNumber)
        {
            head.Insert(0, "ที่");
        }
        var tables = new List<Element>();
        var rows = new List<IReadOnlyList<Box>> { head };
        var truths = new List<MeasureTruth>();
        var titles = Shuffled(Vocabulary.Titles).Take(count).ToList();
        for (var i = 0; i < count; i++)
        {
            var steps = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Step()).ToList();
            var results = dated ? steps.Select(s => s + "แล้ว").ToList() : [Sentence()];
            var days = results.Select(_ => AnyDay(year)).ToList();
            var (period, from, to) = AnyPeriod(year);
            var units = Shuffled(Vocabulary.UnitNames).Take(_random.Next(1, 4)).ToList();
            var (output, outcome, suggestion, followUp, guideline) = (Sentence(), Pick(Vocabulary.Outcomes), Pick(Vocabulary.Suggestions), D(Pick(Vocabulary.FollowUps)), Sentence());
            var resultLines = dated ? results.Select((r, n) => $"{D((n + 1).ToString(CultureInfo.InvariantCulture))}.{r} {D(DayText(days[n]))}").ToList() : results;
            var no = D((i + 1).ToString(CultureInfo.InvariantCulture));
            Box Cell(string field) => field switch
            {
                "title" => titleMark && !ownNumber ? $"{no}. {titles[i]}" : titles[i],
                "guideline" => guideline,
                "steps" => Marked(steps, mark),
                "units" => new Box(string.Join(Pick(["/", "/ ", ", "]), units)),
                "period" => period,
                "result" => new Box(resultLines),
                "output" => output,
                "outcome" => outcome,
                "suggestion" => suggestion,
                _ => followUp,
            };
            var cells = fields.Select(Cell).ToList();
            if (ownNumber)
            {
                cells.Insert(0, no);
            }
            var last = i == count - 1;
            if (cutPages && (last || Chance(0.4)) && steps.Count > 1)
            {
                // The page ends inside the row: its last step stands under the head of the next page.
                var at = Array.IndexOf(fields, "steps");
                var all = Marked(steps, mark).Paragraphs;
                cells[at] = new Box([.. all.SkipLast(1)]);
                rows.Add(cells);
                tables.Add(new TableElement(rows));
                rows = [head, [.. fields.Select((_, f) => f == at ? new Box([all[^1]]) : new Box(string.Empty))]];
            }
            else
            {
                rows.Add(cells);
                if (cutPages && !last && Chance(0.3))
                {
                    tables.Add(new TableElement(rows));
                    rows = [head];
                }
            }
            truths.Add(new MeasureTruth
            {
                No = titleMark || ownNumber ? (i + 1).ToString(CultureInfo.InvariantCulture) : null,
                Title = titles[i],
                Steps = fields.Contains("steps") ? steps : null,
                Units = fields.Contains("units") ? units : null,
                From = fields.Contains("period") ? from : null,
                To = fields.Contains("period") ? to : null,
                Result = fields.Contains("result") ? string.Join(' ', resultLines) : null,
                ResultDates = dated ? days : null,
                Output = fields.Contains("output") ? output : null,
                Outcome = fields.Contains("outcome") ? outcome : null,
                Suggestion = fields.Contains("suggestion") ? suggestion : null,
                FollowUp = fields.Contains("followUp") ? followUp : null,
            });
        }
        tables.Add(new TableElement(rows));
        return (tables, truths);
    }

    private Box Marked(List<string> steps, int mark)
    {
        var marked = steps.Select((s, n) => D(mark switch
        {
            0 => $"{n + 1}. {s}",
            1 => $"{n + 1}) {s}",
            2 => $"({n + 1}) {s}",
            3 => $"- {s}",
            _ => $"{n + 1}.{s}",
        })).ToList();
        return new Box(marked);
    }

    private (string Text, DateOnly From, DateOnly To) AnyPeriod(int year)
    {
        var fiscal = new FiscalYear(year);
        var from = fiscal.FirstDay.AddMonths(_random.Next(0, 9));
        var to = from.AddMonths(_random.Next(1, 13 - ((from.Month + 2) % 12) - 1));
        to = to > fiscal.LastDay ? fiscal.LastDay : to;
        var end = new DateOnly(to.Year, to.Month, DateTime.DaysInMonth(to.Year, to.Month));
        int Be(DateOnly day) => day.Year + FiscalYear.BuddhistOffset;
        string M(DateOnly day) => ShortMonths[day.Month - 1];
        return _random.Next(heldOut ? 7 : 6) switch
        {
            0 => (D($"{M(from)} {Be(from) % 100} - {M(end)} {Be(end) % 100}"), from, end),
            1 => (D($"{M(from)}{Be(from)}-{M(end)}{Be(end)}"), from, end),
            2 => (D($"1 {M(from)}{Be(from) % 100} - {end.Day} {M(end)}{Be(end) % 100}"), from, end),
            3 => (D($"{ThaiDate.MonthName(from.Month)} {Be(from)} – {ThaiDate.MonthName(end.Month)} {Be(end)}"), from, end),
            4 => (D($"ต.ค. {(year - 1) % 100} - ก.ย. {year % 100}"), fiscal.FirstDay, fiscal.LastDay),
            5 => (D($"ม.ค.-มี.ค. {year % 100}"), new DateOnly(year - FiscalYear.BuddhistOffset, 1, 1), new DateOnly(year - FiscalYear.BuddhistOffset, 3, 31)),
            _ => (D($"ไตรมาสที่ 2 ปีงบประมาณ {year}"), new DateOnly(year - FiscalYear.BuddhistOffset, 1, 1), new DateOnly(year - FiscalYear.BuddhistOffset, 3, 31)),
        };
    }

    private DateOnly AnyDay(int year) => new FiscalYear(year).FirstDay.AddDays(_random.Next(0, 360));

    private string DayText(DateOnly day) => Pick(
    [
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {ShortMonths[day.Month - 1]}{(day.Year + FiscalYear.BuddhistOffset) % 100}"),
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {ShortMonths[day.Month - 1]} {day.Year + FiscalYear.BuddhistOffset}"),
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {ThaiDate.MonthName(day.Month)} {day.Year + FiscalYear.BuddhistOffset}"),
    ]);

    private string Step() => Pick(Vocabulary.Verbs) + Pick(Vocabulary.Objects) + Pick(Vocabulary.Manners);

    private string Sentence() => $"{Pick(Vocabulary.Verbs)}{Pick(Vocabulary.Objects)} และ{Pick(Vocabulary.Verbs)}{Pick(Vocabulary.Objects)}{Pick(Vocabulary.Manners)}";

    /// <summary>A code as papers print it: Thai digits, zero for O, one for i.</summary>
    private string Code(string code)
    {
        var number = code[1..];
        var thai = ThaiDigits.ToThai(number);
        return code[0] switch
        {
            'O' => Pick(["O" + number, "O" + thai, "0" + thai, "O" + thai, number.Length > 1 ? "๐" + thai : "O" + number, "o" + number]),
            'i' => Pick(["i" + number, "i" + thai, "1" + thai, "I" + number]),
            _ => Pick([code, "e" + thai, "E" + number]),
        };
    }

    private string Printed(int indicator) => Chance(0.7) ? Vocabulary.PrintedNames[indicator][0] : Pick(Vocabulary.PrintedNames[indicator]);

    private string ScoreText(decimal score) => D(score.ToString("0.00", CultureInfo.InvariantCulture));

    private string D(string text) => _thai ? ThaiDigits.ToThai(text) : text;

    private static HeadingElement Head(string text) => new(text);

    private static Box[] Row(params Box[] cells) => cells;

    /// <summary>A heading for a field: the first part of the list, or, held out, its last third.</summary>
    private string Word(string field) => Wording(Vocabulary.Heads[field]);

    private string Wording(string[] all)
    {
        var open = Math.Max(1, all.Length * 2 / 3);
        return heldOut ? all[_random.Next(Math.Min(open, all.Length - 1), all.Length)] : all[_random.Next(0, open)];
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private string Pick(string[] all) => all[_random.Next(all.Length)];

    private T[] Shuffled<T>(T[] all)
    {
        var copy = (T[])all.Clone();
        _random.Shuffle(copy);
        return copy;
    }
}
