using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Features.Memos.Data;

namespace Prongsai.Web.Features.Memos.Setup;

/// <summary>The chains of the organisation.</summary>
[Authorize("memos.manage")]
internal sealed class ChainsModel(MemosOf memos) : PageModel
{
    public IReadOnlyList<StoredChain> All { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => All = await memos.Chains(stop);
}
