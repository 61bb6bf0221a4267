using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>Every part of the site on one page.</summary>
[PublicSide]
internal sealed class SiteMapModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation);
