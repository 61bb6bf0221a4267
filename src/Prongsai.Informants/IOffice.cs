namespace Prongsai.Informants;

/// <summary>What the host tells the wall about the office of this request. The wall asks for nothing else and tells the host nothing.</summary>
public interface IOffice
{
    /// <summary>The organisation of the address or of the person signed in.</summary>
    Guid OrganisationId { get; }

    /// <summary>Its short name.</summary>
    string Name { get; }

    /// <summary>It is the worked example: its desk may be tried with the passphrase the screen shows.</summary>
    bool IsExample { get; }

    /// <summary>The person signed in; null on the public side, and where recipients come by their key alone.</summary>
    Guid? Me { get; }

    /// <summary>Nobody signs in: recipients say who they are by opening their key.</summary>
    bool HasNoSignIn { get; }

    /// <summary>Everyone who works there now, by position.</summary>
    Task<IReadOnlyList<OfficePerson>> People(CancellationToken stop);

    /// <summary>Tells people of the office, in a line without content, and writes the line into its history.</summary>
    Task Announce(IReadOnlyList<Guid> people, string kind, string text, CancellationToken stop);

    /// <summary>Who holds this duty by an order (คำสั่ง) that is in force today; null where the host keeps no orders.</summary>
    Task<IReadOnlyList<OfficeDuty>?> HoldersOf(string duty, CancellationToken stop);
}

/// <summary>One person of the office.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="Position">What the person is called on screens.</param>
/// <param name="Unit">Name of the unit; null for the head and for whoever has none.</param>
public sealed record OfficePerson(Guid Id, string Position, string? Unit);

/// <summary>A person named by an order.</summary>
public sealed record OfficeDuty(Guid PersonId, string OrderNumber);

/// <summary>Tools of the host that the wall hands opened content to; they keep nothing of it.</summary>
public interface IOfficeTools
{
    /// <summary>The day that is so many working days after another.</summary>
    DateOnly WorkingDay(DateOnly from, int days);

    /// <summary>A copy without hidden data, made by programs without network and with limits.</summary>
    Task<CleanCopy> Clean(string name, byte[] content, CancellationToken stop);

    /// <summary>The dossier as a Word file.</summary>
    byte[] Docx(Dossier dossier);

    /// <summary>The dossier as PDF; null where nothing on this machine can print.</summary>
    Task<byte[]?> Pdf(Dossier dossier, CancellationToken stop);
}

/// <summary>What became of cleaning an attachment.</summary>
/// <param name="Pictures">WebP or PNG, one for each page.</param>
/// <param name="Text">Where only the words could be taken over.</param>
/// <param name="Why">Thai; why there is no copy, or what it lacks. Empty when nothing is to be said.</param>
public sealed record CleanCopy(IReadOnlyList<byte[]> Pictures, string? Text, string Why);

/// <summary>A paper for who handles the matter further.</summary>
/// <param name="Title">Of the paper.</param>
/// <param name="Office">Whose it is.</param>
/// <param name="Facts">Lines of the head.</param>
/// <param name="Parts">A heading and its paragraphs each.</param>
/// <param name="MadeOn">The day.</param>
public sealed record Dossier(string Title, string Office, IReadOnlyList<string> Facts, IReadOnlyList<DossierPart> Parts, DateOnly MadeOn);

/// <summary>A heading and its paragraphs.</summary>
public sealed record DossierPart(string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>What the wall does for the host without telling it of any report.</summary>
public interface IBehindTheWall
{
    /// <summary>Opens the channel of the current organisation, which must be the worked example, with keys anyone may use.</summary>
    Task LoadExample(CancellationToken stop);

    /// <summary>Daily: destroys what the rule says, ends appointments whose order ended.</summary>
    Task Keep(CancellationToken stop);

    /// <summary>Who is appointed: all are reminded alike, whether there is a report or not.</summary>
    Task<IReadOnlyList<Guid>> Appointed(CancellationToken stop);

    /// <summary>Appoints a person who is in no session, for a process of its own.</summary>
    /// <returns>Digits that let this person make a key within 14 days; null when appointed already.</returns>
    Task<string?> Appoint(Guid person, string orderNumber, bool isCustodian, CancellationToken stop);

    /// <returns>False when the person is not appointed.</returns>
    Task<bool> End(Guid person, CancellationToken stop);

    /// <summary>Figures of the halves of a fiscal year that are over, small numbers suppressed.</summary>
    Task<IReadOnlyList<HalfYear>> Statistics(int fiscalYear, CancellationToken stop);

    /// <summary>The procedure as the public page shows it; null where the channel is elsewhere.</summary>
    Task<PublicProcedure?> Procedure(CancellationToken stop);

    /// <summary>The procedure in force as a file a person may edit.</summary>
    Task<string> ProcedureFile(CancellationToken stop);

    /// <summary>Makes a new version of such a file, where nobody signs in.</summary>
    /// <returns>Why not, in Thai or, of its form, in English; empty when it is in force.</returns>
    Task<IReadOnlyList<string>> ChangeProcedure(string file, string reason, CancellationToken stop);
}

/// <summary>How reports are handled, for everyone to read.</summary>
/// <param name="Version">Counted in the office from 1.</param>
/// <param name="Steps">One line each, in order.</param>
/// <param name="Source">Where steps and days come from.</param>
/// <param name="AnswerDays">Days, all counted, within which an answer is owed.</param>
/// <param name="AnswerRule">By which rule.</param>
public sealed record PublicProcedure(int Version, IReadOnlyList<string> Steps, string Source, int AnswerDays, string AnswerRule);

/// <summary>Reports of half a fiscal year as of its last day. Null is a number that is not told.</summary>
/// <param name="Half">1: October to March.</param>
/// <param name="Until">Its last day.</param>
/// <param name="All">Received; null when there were fewer than five and more than none.</param>
/// <param name="Finished">Of them finished by that day.</param>
/// <param name="InHand">Of them not.</param>
/// <param name="Others">What came by other ways; null while nobody entered it.</param>
public sealed record HalfYear(int Half, DateOnly Until, int? All, int? Finished, int? InHand, OtherWays? Others);

/// <summary>Complaints that came by letter, telephone or at the counter and were not entered into the channel. Small numbers are not told here either.</summary>
/// <param name="All">Received.</param>
/// <param name="Finished">Of them finished by the last day of the half.</param>
/// <param name="InHand">Of them not.</param>
/// <param name="Source">The register they were counted in.</param>
public sealed record OtherWays(int? All, int? Finished, int? InHand, string Source);
