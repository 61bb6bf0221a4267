namespace Prongsai.Web.Platform.Identity;

/// <summary>Who this request, job or command works for; scoped. Nobody until someone is signed in.</summary>
internal sealed class CurrentPerson
{
    /// <summary>What the program itself is called in changes.</summary>
    public const string Program = "ระบบ";

    public Guid? AccountId { get; private set; }

    /// <summary>The person in the current organisation.</summary>
    public Guid? PersonId { get; private set; }

    public Guid? UnitId { get; private set; }

    /// <summary>What the person is called on screens and in changes.</summary>
    public string Position { get; private set; } = Program;

    /// <summary>The permissions held in the current organisation, with those they imply.</summary>
    public IReadOnlySet<string> Permissions { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The organisations this account may choose from.</summary>
    public IReadOnlyList<Organisations.OrganisationCard> Organisations { get; private set; } = [];

    /// <summary>The session of this request; null in jobs and commands.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>When the person last showed that it is he.</summary>
    public DateTimeOffset ProvenAt { get; private set; }

    /// <summary>The session was entered with more than a password.</summary>
    public bool IsStrong { get; private set; }

    /// <summary>A role held here demands more than a password, and this session has not shown it.</summary>
    public bool MustShowMore { get; private set; }

    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>The account is known, the organisation not yet.</summary>
    public void SignedIn(Guid accountId) => AccountId = accountId;

    public void IsInSession(Guid session, DateTimeOffset provenAt, bool isStrong) => (SessionId, ProvenAt, IsStrong) = (session, provenAt, isStrong);

    /// <summary>Says whether a role held here demands a second factor.</summary>
    public void RolesDemand(bool secondFactor) => MustShowMore = secondFactor && !IsStrong;

    public void Is(Guid personId, Guid? unitId, string position, IReadOnlySet<string> permissions, IReadOnlyList<Organisations.OrganisationCard> organisations)
    {
        PersonId = personId;
        UnitId = unitId;
        Position = position;
        Permissions = permissions;
        Organisations = organisations;
    }
}
