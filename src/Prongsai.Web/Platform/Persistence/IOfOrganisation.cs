namespace Prongsai.Web.Platform.Persistence;

/// <summary>
/// A row of one organisation. The context fills <see cref="OrganisationId"/> in when it is added, shows only rows of the current
/// organisation, and refuses any other; the database does the same by row-level security.
/// </summary>
internal interface IOfOrganisation
{
    Guid OrganisationId { get; set; }
}
