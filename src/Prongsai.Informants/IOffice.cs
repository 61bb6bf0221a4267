namespace Prongsai.Informants;

/// <summary>What the host tells the wall about the office of this request. The wall asks for nothing else and tells the host nothing.</summary>
public interface IOffice
{
    /// <summary>The organisation of the address or of the person signed in.</summary>
    Guid OrganisationId { get; }

    /// <summary>Its short name.</summary>
    string Name { get; }

    /// <summary>The person signed in; null on the public side.</summary>
    Guid? Me { get; }

    /// <summary>Everyone who works there now, by position.</summary>
    Task<IReadOnlyList<OfficePerson>> People(CancellationToken stop);
}

/// <summary>One person of the office.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="Position">What the person is called on screens.</param>
/// <param name="Unit">Name of the unit; null for the head and for whoever has none.</param>
public sealed record OfficePerson(Guid Id, string Position, string? Unit);
