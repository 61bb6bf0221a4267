namespace Prongsai.Web.Platform.Organisations;

/// <summary>Says what a person holds that somebody must take over when he leaves. Areas register theirs; the page of leaving shows all.</summary>
internal interface IHeldDuties
{
    /// <param name="personId">Of the current organisation.</param>
    /// <param name="on">The day asked for.</param>
    /// <param name="stop">Ends the asking.</param>
    Task<IReadOnlyList<HeldDuty>> Of(Guid personId, DateOnly on, CancellationToken stop);
}

/// <summary>One thing held: Thai words, and the page on which it is handed over.</summary>
internal sealed record HeldDuty(string What, string Href);
