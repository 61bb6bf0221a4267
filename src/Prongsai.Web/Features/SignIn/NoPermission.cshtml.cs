using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Prongsai.Web.Features.SignIn;

[AllowAnonymous]
internal sealed class NoPermissionModel : PageModel;
