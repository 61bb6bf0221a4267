using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Surveys.Public;

/// <summary>Shows the entire row that is kept of an answer, made by the same code that keeps them.</summary>
[PublicSide]
internal sealed class PrivacyModel(CurrentOrganisation organisation) : PageModel
{
    public OrganisationCard Organisation => organisation.Card;

    public IReadOnlyList<byte> Sample { get; } = [5, 6, 1, 5, 1, 2, 1, 1, 1, 5, 1, 6, 6, 5, 4];

    public byte[] Packed => AnswerRows.Pack([.. Sample]);
}
