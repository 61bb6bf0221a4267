using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Said to someone whose only organisation is suspended.</summary>
[AllowAnonymous]
internal sealed class SuspendedModel : PageModel;
