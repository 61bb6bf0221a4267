namespace Prongsai.Domain.Approval;

/// <summary>Who may pass a step over when its holder cannot be reached.</summary>
public enum SkipRule
{
    Nobody,

    /// <summary>The author of the memorandum.</summary>
    Author,

    /// <summary>Anyone who decides at a later stage.</summary>
    Next,
}

/// <summary>A step as the chain's data say it: steps of the same stage decide side by side.</summary>
/// <param name="Stage">From 1 upwards.</param>
/// <param name="Post">The position whose opinion is asked.</param>
/// <param name="PersonId">A certain person instead of whoever holds the post; null is usual.</param>
/// <param name="Skip">Who may pass it over.</param>
public sealed record ChainStep(int Stage, string Post, Guid? PersonId, SkipRule Skip);

public sealed record ChainIsEmpty() : Refusal("สายอนุมัติต้องมีอย่างน้อยหนึ่งขั้น ใส่ตำแหน่งผู้มีอำนาจอนุมัติ");

/// <summary>The same post or person stands twice: the paper would come back to who has let it go.</summary>
public sealed record ChainIsACircle(string Post) : Refusal($"\"{Post}\" อยู่ในสายอนุมัติสองขั้น เรื่องจะวนกลับมาที่เดิม ให้เหลือขั้นเดียว");

public sealed record ChainHasManyEnds() : Refusal("ขั้นสุดท้ายต้องมีผู้อนุมัติคนเดียว ย้ายผู้ที่ให้ความเห็นพร้อมกันไปไว้ขั้นก่อนหน้า");

/// <summary>A post nobody holds and nobody acts for.</summary>
public sealed record PostIsEmpty(string Post) : Refusal($"ตำแหน่ง \"{Post}\" ไม่มีผู้ดำรงตำแหน่งและไม่มีคำสั่งรักษาราชการแทนในวันนี้ เพิ่มคำสั่งก่อน หรือใช้สายอนุมัติที่ไม่มีตำแหน่งนี้");

/// <summary>The author cannot be the one who approves in the end.</summary>
public sealed record AuthorWouldApprove() : Refusal("ผู้เสนอเป็นผู้อนุมัติขั้นสุดท้ายเองไม่ได้ ให้ผู้อื่นเป็นผู้เสนอ หรือใช้สายอนุมัติที่ผู้อนุมัติเป็นคนอื่น");

/// <summary>Who sits at a post on a day: its holder, or one who acts for it by an order.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="OwnPosition">What the person's own position is called.</param>
/// <param name="Acting">By what order, when the post is not the person's own.</param>
public sealed record Holder(Guid PersonId, string OwnPosition, ActingFor? Acting);

public enum ActingKind
{
    /// <summary>รักษาราชการแทน: the post is empty or its holder cannot do the work.</summary>
    Acting,

    /// <summary>ปฏิบัติราชการแทน: the holder has handed the power over.</summary>
    OnBehalf,
}

public sealed record ActingFor(Guid Id, ActingKind Kind, string OrderNumber);

/// <summary>A step with the person who will decide it, or the reason why nobody need.</summary>
public sealed record SeatedStep(ChainStep Step, Holder? Holder, bool IsFinal, string? PassedOver);

/// <summary>The rules of a chain, without database or clock.</summary>
public static class ApprovalChain
{
    /// <summary>What is wrong with the chain as data; null when nothing is.</summary>
    public static Refusal? Fault(IReadOnlyList<ChainStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0 || steps.Any(s => string.IsNullOrWhiteSpace(s.Post)))
        {
            return new ChainIsEmpty();
        }
        if (steps.GroupBy(s => s.Post.Trim(), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } post)
        {
            return new ChainIsACircle(post.Key);
        }
        if (steps.Where(s => s.PersonId is not null).GroupBy(s => s.PersonId).FirstOrDefault(g => g.Count() > 1) is { } person)
        {
            return new ChainIsACircle(person.First().Post);
        }
        return steps.Count(s => s.Stage == steps.Max(x => x.Stage)) > 1 ? new ChainHasManyEnds() : null;
    }

    /// <summary>
    /// Seats the chain. The author's own step is passed over, since his signature stands under the paper already; one person who sits in two
    /// steps decides at the later one. Refuses where the chain cannot start, saying which post is empty.
    /// </summary>
    public static Result<IReadOnlyList<SeatedStep>> Seat(IReadOnlyList<ChainStep> steps, Guid author, Func<ChainStep, Holder?> holderOf)
    {
        if (Fault(steps) is { } fault)
        {
            return fault;
        }
        var last = steps.Max(s => s.Stage);
        var seats = steps.OrderBy(s => s.Stage).Select(s => (Step: s, Holder: holderOf(s))).ToList();
        var seated = new List<SeatedStep>();
        for (var i = 0; i < seats.Count; i++)
        {
            var (step, holder) = seats[i];
            var isFinal = step.Stage == last;
            if (holder is null)
            {
                return new PostIsEmpty(step.Post);
            }
            if (holder.PersonId == author && isFinal)
            {
                return new AuthorWouldApprove();
            }
            var passed = holder.PersonId == author ? "เป็นผู้เสนอเรื่องเอง"
                : seats.Skip(i + 1).FirstOrDefault(later => later.Holder?.PersonId == holder.PersonId) is { Holder: not null } again ? $"ผู้ลงนามเป็นคนเดียวกับขั้น{again.Step.Post}"
                : null;
            seated.Add(new SeatedStep(step, holder, isFinal, passed));
        }
        return seated;
    }

    /// <summary>
    /// Position lines as an official paper prints them: one's own position; for another's post, the own position, then
    /// "รักษาราชการแทน" or "ปฏิบัติราชการแทน" with the post on the next line.
    /// </summary>
    public static IReadOnlyList<string> PositionLines(string ownPosition, string post, ActingKind? acting) => acting switch
    {
        null => [ownPosition],
        ActingKind.Acting => [$"{ownPosition} รักษาราชการแทน", post],
        _ => [$"{ownPosition} ปฏิบัติราชการแทน", post],
    };
}
