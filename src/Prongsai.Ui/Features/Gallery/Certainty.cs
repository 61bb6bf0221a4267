namespace Prongsai.Ui.Features.Gallery;

/// <summary>Stands in for the Domain's enum of the same members, which this project does not know.</summary>
internal enum Certainty
{
    Verified,
    FromSeeds,
    Unverified,
    Unknown,
}
