using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>The three texts of each of the seven issues, from the scores of its questions and items.</summary>
internal static class IssueDrafts
{
    public static IReadOnlyList<IssueAnalysis> Of(Material m)
    {
        var drafts = new List<IssueAnalysis>();
        var toldOfSample = new HashSet<string>(StringComparer.Ordinal);
        foreach (var issue in m.Rules.Issues)
        {
            var questions = issue.Questions.Select(m.Rules.FindQuestion).OfType<Question>().ToList();
            var items = issue.Items.Select(m.Rules.FindItem).OfType<DisclosureItem>().ToList();
            IReadOnlyList<IssueRow> rows =
            [
                .. questions.Select(q => new IssueRow(q.Tool, q.Code, q.Text, m.Score(q.Code))),
                .. items.Select(i => new IssueRow("OIT", i.Code, i.Title, m.Score(i.Code))),
            ];
            var writer = new IssueWriter(m, issue, questions, items, toldOfSample);
            drafts.Add(new IssueAnalysis(issue, rows, writer.Flaw(), writer.Develop(), writer.Keep()));
        }
        return drafts;
    }
}

/// <summary>Writes for one issue. Which sentence comes follows from the figures alone; how it begins takes turns with the number of the issue and the year.</summary>
internal sealed class IssueWriter
{
    private readonly Material m;
    private readonly Issue issue;
    private readonly IReadOnlyList<Question> questions;
    private readonly IReadOnlyList<DisclosureItem> items;
    private readonly HashSet<string> toldOfSample;
    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private readonly int turn;
    private readonly List<(Question Question, Subject Subject)> scored;
    private readonly List<(DisclosureItem Item, Subject Subject)> scoredItems;

    public IssueWriter(Material m, Issue issue, IReadOnlyList<Question> questions, IReadOnlyList<DisclosureItem> items, HashSet<string> toldOfSample)
    {
        this.m = m;
        this.issue = issue;
        this.questions = questions;
        this.items = items;
        this.toldOfSample = toldOfSample;
        turn = issue.No + m.Rules.Year.Value;
        scored = [.. questions.Select(q => (q, m.Of(q))).Where(x => x.Item2 is not null).Select(x => (x.q, x.Item2!)).OrderBy(x => x.Item2.Score)];
        scoredItems = [.. items.Select(i => (i, m.Of(i))).Where(x => x.Item2 is not null).Select(x => (x.i, x.Item2!))];
    }

    private bool NothingScored => scored.Count == 0 && scoredItems.Count == 0;

    public DraftText Flaw()
    {
        var s = new List<DraftSentence>();
        if (NothingScored)
        {
            s.AddRange(FlawWithoutRows());
            return Text("flaw", "ข้อบกพร่อง/ข้อปรับปรุง", s);
        }
        var marks = m.Marks;
        List<Subject> flawed =
        [
            .. Name(s, Below(null, marks.UrgentBelow, null), "ข้อบกพร่องที่ต้องแก้ไขโดยเร่งด่วน คือ", "ต่ำกว่าเกณฑ์เร่งด่วน", Words.Threshold("urgent", marks.UrgentBelow)),
            .. Name(s, Below(marks.UrgentBelow, marks.WeakBelow, reversed: true), "เรื่องที่ต้องไม่เกิดขึ้นแต่คะแนนแสดงว่ามีอยู่ และต้องแก้ไขโดยเร่งด่วน คือ", "ต่ำกว่าเกณฑ์", Words.Threshold("weak", marks.WeakBelow)),
            .. Name(s, Below(marks.UrgentBelow, marks.WeakBelow, reversed: false), "ข้อบกพร่องที่ต้องแก้ไข คือ", "ต่ำกว่าเกณฑ์", Words.Threshold("weak", marks.WeakBelow)),
            .. Name(s, Below(marks.WeakBelow, marks.ImproveBelow, reversed: true), "ข้อบกพร่องที่ต้องแก้ไข คือ", "ต่ำกว่าเกณฑ์รายข้อ", Words.Threshold("improve", marks.ImproveBelow)),
            .. Name(s, Below(marks.WeakBelow, marks.ImproveBelow, reversed: false), "ข้อที่ต้องปรับปรุง คือ", "ต่ำกว่าเกณฑ์รายข้อ", Words.Threshold("improve", marks.ImproveBelow)),
        ];
        AddReversed(s, flawed);
        s.AddRange(Advice(flawed, AdviceBand.Fault, turn, m.Marks.AdvicePerText));
        s.AddRange(DisclosureDrafts.Missing(m, items, turn));
        if (flawed.Count == 0 && scoredItems.All(i => Words.IsFull(i.Subject.Score)))
        {
            s.AddRange(NoFlaw());
        }
        AddWatched(s, flawed);
        AddSmallSample(s);
        AddUnscored(s);
        return Text("flaw", "ข้อบกพร่อง/ข้อปรับปรุง", s);
    }

    public DraftText Develop()
    {
        var s = new List<DraftSentence>();
        var below = scored.Where(x => !Words.IsFull(x.Subject.Score)).ToList();
        var missing = scoredItems.Where(x => !Words.IsFull(x.Subject.Score)).ToList();
        if (below.Count > 0)
        {
            List<Subject> subjects = [.. below.Select(x => x.Subject)];
            s.Add(Words.Say(
                subjects.Count == 1
                    ? Turn($"เรื่องที่ควรพัฒนาให้ดียิ่งขึ้น คือ {AsAim(below)}", $"หน่วยงานควรพัฒนาเพิ่มเติมในเรื่อง{AsAim(below)}")
                    : Turn($"เรื่องที่ควรพัฒนา เรียงจากคะแนนน้อยไปมาก ได้แก่ {AsAim(below)}",
                        $"เพื่อให้ผลของประเด็นนี้ดีขึ้น หน่วยงานควรพัฒนา{AsAim(below)}",
                        $"การพัฒนาควรเริ่มจากเรื่องที่ได้คะแนนน้อยก่อน ได้แก่ {AsAim(below)}"),
                subjects));
            s.AddRange(Advice(subjects, AdviceBand.Develop, turn + 1, m.Marks.AdvicePerText));
        }
        if (missing.Count > 0)
        {
            List<DraftSentence> advice =
            [
                .. missing.OrderByDescending(x => m.Verification.ItemWorths.FirstOrDefault(w => w.SubIndicator == x.Item.SubIndicator)?.TotalPoints ?? 0)
                    .Select((x, k) => m.Advice(x.Item, AdviceBand.Fault, x.Subject.Score, turn + k, x.Subject.Basis))
                    .OfType<DraftSentence>().Take(m.Marks.AdvicePerText),
            ];
            s.AddRange(advice);
            if (missing.Count > advice.Count)
            {
                s.Add(Words.Say("ข้อมูลข้ออื่นที่ยังไม่ครบถ้วนให้ส่วนราชการเจ้าของเรื่องจัดทำให้ครบองค์ประกอบ แล้วเผยแพร่ในตำแหน่งที่เข้าถึงได้จากเว็บไซต์หลักของหน่วยงานโดยตรง",
                    missing.Select(x => x.Subject)));
            }
        }
        if (NothingScored)
        {
            s.AddRange(DevelopWithoutRows());
        }
        else if (below.Count == 0 && missing.Count == 0)
        {
            List<Subject> all = [.. scored.Select(x => x.Subject), .. scoredItems.Select(x => x.Subject)];
            s.Add(Words.Say($"ทุกข้อที่มีคะแนนได้ {Words.Score(Words.Full)} คะแนน การพัฒนาในปีถัดไปจึงเป็นการทำให้ผลนี้คงอยู่และตรวจสอบได้จากหลักฐาน", all));
            s.AddRange(FullAdvice(AdviceBand.Develop).Take(1));
        }
        return Text("develop", "การพัฒนา", s);
    }

    public DraftText Keep()
    {
        var s = new List<DraftSentence>();
        var full = scored.Where(x => Words.IsFull(x.Subject.Score)).ToList();
        var complete = scoredItems.Where(x => Words.IsFull(x.Subject.Score)).ToList();
        if (full.Count > 0)
        {
            List<Subject> subjects = [.. full.Select(x => x.Subject)];
            var states = Words.And([.. full.Select(x => $"{m.GoodOf(x.Question)} ({x.Question.Code})")]);
            s.Add(Words.Say(
                Turn($"ผลที่ต้องรักษาระดับไว้ คือ {states} ซึ่งได้ {Words.Score(Words.Full)} คะแนน",
                    $"สิ่งที่ทำได้ดีและต้องรักษาไว้ คือ {states} โดยได้ {Words.Score(Words.Full)} คะแนน{(full.Count > 1 ? "ทุกข้อ" : "")}"),
                subjects));
        }
        if (complete.Count > 0)
        {
            List<Subject> subjects = [.. complete.Select(x => x.Subject)];
            var count = Words.Counted("complete-items", complete.Count);
            s.Add(Words.Say(
                complete.Count == 1
                    ? $"ด้านการเปิดเผยข้อมูลสาธารณะ ให้คงความครบถ้วนของข้อมูล{Words.Called(subjects)} ซึ่งได้ {Words.Score(Words.Full)} คะแนน"
                    : Turn($"ด้านการเปิดเผยข้อมูลสาธารณะ ข้อมูลที่ครบถ้วนและได้ {Words.Score(Words.Full)} คะแนนมี {count.Printed} ข้อ ให้คงไว้และปรับปรุงให้เป็นปัจจุบัน ได้แก่ {Words.Called(subjects)}",
                        $"ข้อมูลสาธารณะ {count.Printed} ข้อที่ได้ {Words.Score(Words.Full)} คะแนน ต้องเปิดเผยอย่างต่อเนื่องและเป็นปัจจุบัน ได้แก่ {Words.Called(subjects)}"),
                subjects,
                complete.Count == 1 ? [] : [count]));
        }
        if (full.Count > 0 || complete.Count > 0)
        {
            s.AddRange(FullAdvice(AdviceBand.Keep).Take(2));
        }
        else if (NothingScored)
        {
            s.AddRange(KeepWithoutRows());
        }
        else
        {
            s.AddRange(KeepTheBest());
        }
        return Text("keep", "การรักษาระดับ", s);
    }

    /// <summary>Nothing lies below a threshold: said with the figures that show it, and the lowest is named, so that a score short of full is never "no fault".</summary>
    private IEnumerable<DraftSentence> NoFlaw()
    {
        List<Subject> all = [.. scored.Select(x => x.Subject), .. scoredItems.Select(x => x.Subject)];
        var lowest = all.Min(x => x.Score);
        if (Words.IsFull(lowest))
        {
            var count = Words.Counted("scored", all.Count);
            yield return Words.Say(
                Turn($"ทั้ง {count.Printed} ข้อของประเด็นนี้ที่มีคะแนนได้ {Words.Score(Words.Full)} คะแนน ผลคะแนนของปีนี้จึงไม่แสดงข้อบกพร่อง",
                    $"ผลคะแนนไม่แสดงข้อบกพร่อง เพราะข้อที่มีคะแนนทั้ง {count.Printed} ข้อได้ {Words.Score(Words.Full)} คะแนน"),
                all, count);
            yield break;
        }
        List<Subject> low = [.. all.Where(x => x.Score == lowest)];
        if (low.All(x => Watched([]).Contains(x)))
        {
            // The sentence on what is under watch follows and names them with their scores.
            yield return Words.Say(
                Turn($"ไม่มีข้อใดต่ำกว่าเกณฑ์รายข้อ {Words.Mark(m.Marks.ImproveBelow)} คะแนน แต่ยังไม่ได้คะแนนเต็มทุกข้อ",
                    $"ทุกข้อของประเด็นนี้ถึงเกณฑ์รายข้อ {Words.Mark(m.Marks.ImproveBelow)} คะแนน อย่างไรก็ตาม ยังมีข้อที่ไม่ได้คะแนนเต็ม"),
                low, Words.Threshold("improve", m.Marks.ImproveBelow));
            yield break;
        }
        yield return Words.Say(
            Turn($"ไม่มีข้อใดต่ำกว่าเกณฑ์รายข้อ {Words.Mark(m.Marks.ImproveBelow)} คะแนน ข้อที่ได้คะแนนต่ำที่สุดของประเด็นนี้ คือ {Words.Scored(low)} ซึ่งยังปรับปรุงได้อีก",
                $"ทุกข้อไม่ต่ำกว่าเกณฑ์รายข้อ {Words.Mark(m.Marks.ImproveBelow)} คะแนน แต่ยังไม่ได้คะแนนเต็มทุกข้อ โดย{Words.Scored(low)} เป็นคะแนนต่ำที่สุดของประเด็นนี้",
                $"คะแนนต่ำที่สุดของประเด็นนี้อยู่ที่{Words.Scored(low)} ซึ่งไม่ต่ำกว่าเกณฑ์รายข้อ {Words.Mark(m.Marks.ImproveBelow)} คะแนน แต่ยังปรับปรุงให้ดีขึ้นได้"),
            low, Words.Threshold("improve", m.Marks.ImproveBelow));
    }

    private void AddReversed(List<DraftSentence> s, List<Subject> flawed)
    {
        var reversed = scored.Where(x => x.Question.Direction is Direction.Reversed && flawed.Contains(x.Subject)).Select(x => x.Subject).ToList();
        if (reversed.Count > 0)
        {
            s.Add(Words.Say(
                Turn($"{Names(reversed)}เป็นเรื่องที่ต้องไม่เกิดขึ้น คะแนนที่ไม่เต็ม {Words.FullMark.Printed} แสดงว่ายังมีผู้ตอบบางส่วนรับรู้ว่ามีเรื่องนี้ จึงต้องหาสาเหตุและแก้ไข",
                    $"{Names(reversed)}ต้องไม่มีในหน่วยงาน การที่คะแนนไม่เต็ม {Words.FullMark.Printed} แสดงว่าผู้ตอบบางส่วนยังเห็นว่ามีอยู่ จึงต้องตรวจสอบและป้องกัน"),
                reversed, Words.FullMark));
        }
    }

    private void AddWatched(List<DraftSentence> s, List<Subject> flawed)
    {
        var watched = Watched(flawed);
        if (watched.Count == 0)
        {
            return;
        }
        s.Add(Words.Say(
            flawed.Count > 0
                ? $"นอกจากนี้ {Words.Scored(watched)} แม้ไม่ต่ำกว่าเกณฑ์รายข้อ แต่เป็นเรื่องที่ต้องไม่เกิดขึ้น จึงต้องเฝ้าระวังต่อไป"
                : Turn($"สิ่งที่ต้องเฝ้าระวัง คือ {Words.Scored(watched)} เพราะเป็นเรื่องที่ต้องไม่เกิดขึ้น คะแนนที่ไม่เต็มแสดงว่ามีผู้ตอบบางส่วนรับรู้ว่ามี",
                    $"ข้อที่ต้องเฝ้าระวังและกำชับต่อเนื่อง คือ {Words.Scored(watched)} ซึ่งเป็นเรื่องที่ต้องไม่เกิดขึ้นแม้แต่ครั้งเดียว",
                    $"ทั้งนี้ {Words.Scored(watched)} ถือเป็นเรื่องที่ต้องเฝ้าระวัง เพราะไม่ควรมีผู้ตอบคนใดรับรู้ว่าเกิดขึ้นในหน่วยงาน"),
            watched));
    }

    private List<Subject> Watched(List<Subject> flawed) =>
    [
        .. scored.Where(x => x.Question.Direction is Direction.Reversed && x.Subject.Score < m.Marks.WatchReversedBelow && !flawed.Contains(x.Subject))
            .Select(x => x.Subject),
    ];

    /// <summary>Once for each tool, in the first issue where a high score short of full invites too fine a reading.</summary>
    private void AddSmallSample(List<DraftSentence> s)
    {
        foreach (var tool in scored.Where(x => !Words.IsFull(x.Subject.Score)).Select(x => x.Question.Tool).Distinct())
        {
            var subjects = scored.Where(x => x.Question.Tool == tool && !Words.IsFull(x.Subject.Score)).Select(x => x.Subject).ToList();
            if (!toldOfSample.Contains(tool) && m.SmallSample(tool, subjects) is { } sentence)
            {
                toldOfSample.Add(tool);
                s.Add(sentence);
            }
        }
    }

    private void AddUnscored(List<DraftSentence> s)
    {
        List<string> unscored =
        [
            .. questions.Where(q => m.Score(q.Code) is null).Select(q => $"{m.NameOf(q)} ({q.Code})"),
            .. items.Where(i => m.Score(i.Code) is null).Select(i => $"{i.Title} ({i.Code})"),
        ];
        if (unscored.Count > 0)
        {
            s.Add(Words.Say($"เอกสารไม่มีคะแนนของ{Words.And(unscored)} จึงยังสรุปผลของข้อดังกล่าวไม่ได้", []));
        }
    }

    private IEnumerable<DraftSentence> FlawWithoutRows()
    {
        var indicators = Indicators();
        if (AreFull(indicators))
        {
            yield return Words.Say($"แม้เอกสารไม่มีคะแนนรายข้อ แต่{Words.Scored(indicators)} ทุกข้อของประเด็นนี้จึงได้คะแนนเต็ม และไม่พบข้อบกพร่องจากผลคะแนน", indicators);
            yield break;
        }
        yield return Words.Say(
            Turn("เอกสารไม่มีคะแนนรายข้อของประเด็นนี้ จึงระบุข้อบกพร่องเป็นรายข้อไม่ได้",
                "ไม่มีคะแนนรายข้อของประเด็นนี้ในเอกสาร การวิเคราะห์จึงใช้คะแนนระดับตัวชี้วัด",
                "เนื่องจากไม่มีคะแนนรายข้อ จึงพิจารณาประเด็นนี้จากตัวชี้วัดที่เกี่ยวข้องแทน"), []);
        if (indicators.Count > 0)
        {
            yield return Words.Say($"คะแนนของตัวชี้วัดที่เกี่ยวข้อง คือ {Words.Scored(indicators)}", indicators);
            var weak = indicators.Where(i => i.Score < m.Marks.WeakBelow).ToList();
            if (weak.Count > 0)
            {
                yield return Words.Say($"{Words.Called(weak)} ต่ำกว่าเกณฑ์ {Words.Mark(m.Marks.WeakBelow)} คะแนน จึงต้องตรวจหาข้อที่เป็นสาเหตุจากระบบ ITAS แล้วแก้ไข",
                    weak, Words.Threshold("weak", m.Marks.WeakBelow));
            }
        }
        foreach (var group in items.GroupBy(i => i.Indicator))
        {
            foreach (var sentence in DisclosureDrafts.Inferred(m, m.Rules.IndicatorNo(group.Key)!, [.. group.Select(i => i.SubIndicator).Distinct()]))
            {
                yield return sentence;
            }
        }
    }

    private IEnumerable<DraftSentence> DevelopWithoutRows()
    {
        var indicators = Indicators();
        if (AreFull(indicators))
        {
            yield return Words.Say(
                Turn($"ตัวชี้วัดที่เกี่ยวข้องได้ {Words.Score(Words.Full)} คะแนน การพัฒนาจึงเป็นการทำให้ผลนี้คงอยู่และมีหลักฐานให้ตรวจสอบ",
                    $"เมื่อตัวชี้วัดที่เกี่ยวข้องได้ {Words.Score(Words.Full)} คะแนน ให้มุ่งพัฒนาวิธีเก็บหลักฐานและความต่อเนื่องของงาน"), indicators);
            var (subject, kind) = (indicators[turn % indicators.Count], KindOf(indicators[turn % indicators.Count]));
            if (m.Advice(AdviceTarget.Indicator, kind, AdviceBand.Keep, subject.Score, turn, subject.Basis) is { } keep)
            {
                yield return keep;
            }
            yield break;
        }
        var low = indicators.Where(i => !Words.IsFull(i.Score)).OrderBy(i => i.Score).ToList();
        yield return low.Count > 0
            ? Words.Say(
                Turn($"การพัฒนาให้พิจารณาตามตัวชี้วัดที่เกี่ยวข้อง คือ {Words.Scored(low)}",
                    $"หน่วยงานควรยกระดับตัวชี้วัดที่เกี่ยวข้องกับประเด็นนี้ คือ {Words.Scored(low)}"), low)
            : Words.Say("เมื่อไม่มีคะแนนรายข้อ ให้ขอข้อมูลรายข้อจากระบบ ITAS เพื่อกำหนดเรื่องที่จะพัฒนา", []);
        foreach (var subject in low.Take(m.Marks.AdvicePerText))
        {
            if (m.Advice(AdviceTarget.Indicator, KindOf(subject), AdviceBand.Develop, subject.Score, turn, subject.Basis) is { } advice)
            {
                yield return advice;
            }
        }
    }

    private IEnumerable<DraftSentence> KeepWithoutRows()
    {
        // What the same text calls below the pass mark is not to be kept as it is.
        var mark = Math.Max(m.Marks.StrongAtLeast, m.Marks.WeakBelow);
        var strong = Indicators().Where(i => i.Score >= mark).OrderByDescending(i => i.Score).ToList();
        yield return strong.Count > 0
            ? Words.Say(
                Turn($"ตัวชี้วัดที่ไม่ต่ำกว่า {Words.Mark(mark)} คะแนนและต้องรักษาระดับไว้ คือ {Words.Scored(strong)}",
                    $"ให้รักษาระดับของตัวชี้วัดที่ถึง {Words.Mark(mark)} คะแนน คือ {Words.Scored(strong)}"),
                strong, Words.Threshold("keep", mark))
            : Words.Say($"ไม่มีตัวชี้วัดที่เกี่ยวข้องถึง {Words.Mark(mark)} คะแนน จึงยังไม่มีผลที่จะกำหนดให้รักษาระดับ", [], Words.Threshold("keep", mark));
    }

    private IEnumerable<DraftSentence> KeepTheBest()
    {
        List<Subject> all = [.. scored.Select(x => x.Subject), .. scoredItems.Select(x => x.Subject)];
        var best = all.Max(x => x.Score);
        List<Subject> top = [.. all.Where(x => x.Score == best)];
        yield return best >= m.Marks.StrongAtLeast
            ? Words.Say($"ยังไม่มีข้อใดได้คะแนนเต็ม ข้อที่ได้คะแนนสูงที่สุดและต้องรักษาไว้ไม่ให้ต่ำกว่าเดิม คือ {Words.Scored(top)}", top)
            : Words.Say($"คะแนนสูงที่สุดของประเด็นนี้ คือ {Words.Scored(top)} ยังไม่ถึงเกณฑ์จุดแข็ง {Words.Mark(m.Marks.StrongAtLeast)} คะแนน จึงต้องยกระดับก่อนที่จะกำหนดเป็นผลที่รักษาระดับ",
                top, Words.Threshold("strong", m.Marks.StrongAtLeast));
        if (best >= m.Marks.StrongAtLeast && scored.FirstOrDefault(x => x.Subject == top[0]) is { Question: { } question }
            && m.Advice(AdviceTarget.Question, question.Kind, AdviceBand.Keep, best, turn, top[0].Basis) is { } advice)
        {
            yield return advice;
        }
    }

    private List<DraftSentence> Advice(IReadOnlyList<Subject> subjects, AdviceBand band, int from, int atMost)
    {
        var sentences = new List<DraftSentence>();
        foreach (var (k, subject) in subjects.Index())
        {
            var kind = scored.First(x => x.Subject == subject).Question.Kind;
            if (sentences.Count < atMost && m.Advice(AdviceTarget.Question, kind, band, subject.Score, from + k, subject.Basis, said) is { } sentence)
            {
                sentences.Add(sentence);
                said.Add(sentence.AdviceId!);
            }
        }
        return sentences;
    }

    /// <summary>Advice for what is full: one question and one item, which ones takes turns.</summary>
    private IEnumerable<DraftSentence> FullAdvice(AdviceBand band)
    {
        var full = scored.Where(x => Words.IsFull(x.Subject.Score)).ToList();
        var complete = scoredItems.Where(x => Words.IsFull(x.Subject.Score)).ToList();
        if (full.Count > 0)
        {
            var (question, subject) = full[turn % full.Count];
            if (m.Advice(AdviceTarget.Question, question.Kind, band, subject.Score, turn, subject.Basis) is { } advice)
            {
                yield return advice;
            }
        }
        if (complete.Count > 0)
        {
            var (item, subject) = complete[turn % complete.Count];
            if (m.Advice(item, band, subject.Score, turn, subject.Basis) is { } advice)
            {
                yield return advice;
            }
        }
    }

    /// <summary>What is to be aimed at, with the score it has now: of a question on what should not happen, its prevention.</summary>
    private static string AsAim(IReadOnlyList<(Question Question, Subject Subject)> rows) =>
        Words.And([.. rows.Select(x => $"{(x.Question.Direction is Direction.Positive ? "" : "การป้องกันมิให้มี")}{x.Subject.Name} ({x.Subject.Code} {Words.Score(x.Subject.Score)} คะแนน)")]);

    /// <summary>Questions from one mark up to another; only those of what should not happen, only the others, or (null) both.</summary>
    private List<Subject> Below(decimal? atLeast, decimal below, bool? reversed) =>
    [
        .. scored.Where(x => (atLeast is null || x.Subject.Score >= atLeast) && x.Subject.Score < below)
            .Where(x => reversed is null || x.Question.Direction is Direction.Reversed == reversed)
            .Select(x => x.Subject),
    ];

    /// <summary>Says which questions lie below a mark, if any, and gives them back.</summary>
    private static List<Subject> Name(List<DraftSentence> s, List<Subject> subjects, string opening, string below, Datum mark)
    {
        if (subjects.Count > 0)
        {
            s.Add(Words.Say($"{opening} {Words.Scored(subjects)} {below} {mark.Printed} คะแนน", subjects, mark));
        }
        return subjects;
    }

    /// <summary>The indicators the issue's questions and items belong to, in official order.</summary>
    private List<Subject> Indicators() =>
        [.. questions.Select(q => q.Indicator).Concat(items.Select(i => i.Indicator)).Distinct().Order().Select(m.OfIndicator).OfType<Subject>()];

    private bool AreFull(List<Subject> indicators) =>
        indicators.Count > 0 && indicators.All(i => Words.IsFull(i.Score))
        && questions.Select(q => q.Indicator).Concat(items.Select(i => i.Indicator)).All(no => m.IndicatorScore(no) is not null);

    private string KindOf(Subject indicator) => m.Rules.IndicatorNo(Target.IndicatorNo(indicator.Target)!.Value)!.Kind;

    private static string Names(IReadOnlyList<Subject> subjects) => Words.And([.. subjects.Select(s => s.Name)]);

    private string Turn(params string[] ways) => ways[turn % ways.Length];

    private DraftText Text(string part, string heading, IReadOnlyList<DraftSentence> sentences) =>
        new($"issue-{Words.Count(issue.No)}/{part}", heading, sentences);
}
