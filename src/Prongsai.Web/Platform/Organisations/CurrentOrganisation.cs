using Prongsai.Domain;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>
/// The organisation this request, job or command works for; scoped. Set once: a scope that has seen the rows of one organisation cannot
/// turn to another.
/// </summary>
internal sealed class CurrentOrganisation
{
    private OrganisationCard? card;

    /// <summary>Name, address and settings of the organisation.</summary>
    /// <exception cref="InvalidOperationException">No organisation was chosen.</exception>
    public OrganisationCard Card => card ?? throw new InvalidOperationException("No organisation was chosen for this scope.");

    /// <inheritdoc cref="Card"/>
    public Guid Id => Card.Id;

    public Guid IdOrNone => card?.Id ?? Guid.Empty;

    public bool IsKnown => card is not null;

    /// <exception cref="InvalidOperationException">Another organisation was chosen before.</exception>
    public void Use(OrganisationCard organisation)
    {
        if (card is not null && card.Id != organisation.Id)
        {
            throw new InvalidOperationException("This scope works for another organisation already.");
        }
        card = organisation;
    }
}

/// <summary>What is known of every organisation without asking the database each time.</summary>
internal sealed record OrganisationCard(
    Guid Id,
    string Name,
    string ShortName,
    OrganisationKind Kind,
    OrganisationSize Size,
    string District,
    string Province,
    string Slug,
    string? Host,
    Guid? SealFileId,
    DigitStyle Digits,
    string PaperFont,
    bool IsExample,
    bool IsSuspended,
    OversightLevel? Oversees);
