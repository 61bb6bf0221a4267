using Prongsai.Informants;

namespace Prongsai.Web.Tests.Informants;

/// <summary>Who gets a key is decided before anyone has one.</summary>
public sealed class Conflicts
{
    private static readonly OfficePerson Mayor = new(Guid.NewGuid(), "นายกองค์การบริหารส่วนตำบล", null);
    private static readonly OfficePerson ActingSecretary = new(Guid.NewGuid(), "รักษาราชการแทนปลัด อบต.", null);
    private static readonly OfficePerson Treasurer = new(Guid.NewGuid(), "ผู้อำนวยการกองคลัง", "กองคลัง");
    private static readonly OfficePerson Clerk = new(Guid.NewGuid(), "เจ้าพนักงานการเงิน", "กองคลัง");
    private static readonly OfficePerson Lawyer = new(Guid.NewGuid(), "นิติกร", "สำนักปลัด");
    private static readonly OfficePerson Auditor = new(Guid.NewGuid(), "นักวิชาการตรวจสอบภายใน", "หน่วยตรวจสอบภายใน");
    private static readonly OfficePerson[] People = [Mayor, ActingSecretary, Treasurer, Clerk, Lawyer, Auditor];

    [Fact]
    public void Who_is_named_gets_no_key() => Assert.Equal([Clerk.Id, Auditor.Id], Allowed([Lawyer.Id]));

    [Fact]
    public void Who_works_under_someone_named_gets_no_key() => Assert.Equal([Lawyer.Id, Auditor.Id], Allowed([Treasurer.Id]));

    [Fact]
    public void Nobody_gets_a_key_when_the_head_is_named()
    {
        Assert.Empty(Allowed([Mayor.Id]));
        Assert.Empty(Allowed([Clerk.Id, ActingSecretary.Id]));
    }

    [Fact]
    public void A_unit_named_whole_is_out() => Assert.Equal([Clerk.Id, Auditor.Id], Allowed([], ["สำนักปลัด"]));

    [Fact]
    public void Who_declared_a_relation_gets_no_key() => Assert.Equal([Lawyer.Id, Auditor.Id], Allowed([Treasurer.Id], related: (Clerk, Treasurer)));

    [Fact]
    public void A_relation_to_someone_in_a_named_unit_excludes() => Assert.Equal([Lawyer.Id], Allowed([], ["กองคลัง"], (Auditor, Treasurer)));

    [Fact]
    public void Whom_the_informant_leaves_out_gets_no_key()
    {
        var handlers = Handlers(null);
        var left = Conflict.Allowed(handlers, People, new HashSet<Guid>(), new HashSet<string>(), new HashSet<Guid> { handlers[0].RecipientId });
        Assert.Equal([Lawyer.Id, Auditor.Id], left.Select(h => h.PersonId));
    }

    [Theory]
    [InlineData("ปลัดเทศบาล", true)]
    [InlineData("รองนายก อบต.", true)]
    [InlineData("เลขานุการนายก", false)]
    [InlineData("หัวหน้าสำนักปลัด", false)]
    public void Knows_a_head_by_the_position(string position, bool head) => Assert.Equal(head, Conflict.IsHead(new OfficePerson(Guid.NewGuid(), position, null)));

    private static IEnumerable<Guid> Allowed(Guid[] named, string[]? units = null, (OfficePerson Of, OfficePerson To)? related = null) =>
        Conflict.Allowed(Handlers(related), People, named.ToHashSet(), (units ?? []).ToHashSet(StringComparer.Ordinal), new HashSet<Guid>()).Select(h => h.PersonId);

    private static List<Handler> Handlers((OfficePerson Of, OfficePerson To)? related) =>
        [.. new[] { Clerk, Lawyer, Auditor }.Select(p => new Handler(Guid.NewGuid(), p.Id, new byte[32], p.Position, p.Unit, related?.Of == p ? new HashSet<Guid> { related.Value.To.Id } : new HashSet<Guid>()))];
}
