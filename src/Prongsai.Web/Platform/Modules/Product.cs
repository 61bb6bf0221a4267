using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Modules;

/// <summary>The product: the areas named in <c>Program.cs</c> and what they brought.</summary>
internal sealed class Product
{
    internal List<Permission> Permissions { get; } = [];

    internal List<MenuEntry> Menu { get; } = [];

    internal List<MenuEntry> PublicMenu { get; } = [];

    internal List<MenuEntry> PublicFooter { get; } = [];

    /// <summary>Thai titles of kinds of changes.</summary>
    internal Dictionary<string, string> ChangeTitles { get; } = new(StringComparer.Ordinal);

    internal List<JobKind> Jobs { get; } = [];

    internal List<ICommand> Commands { get; } = [];

    internal List<Type> Examples { get; } = [];

    internal List<Action<IServiceCollection>> ServiceActions { get; } = [];

    internal List<Action<IEndpointRouteBuilder>> EndpointActions { get; } = [];

    /// <summary>In a role: every permission there is, also those a later version brings.</summary>
    public const string Everything = "*";

    /// <summary>The address of the process of its own in which informants run (PRONGSAI_INFORMANTS); null when they run in this one.</summary>
    internal Uri? InformantsAt { get; set; } = Uri.TryCreate(Environment.GetEnvironmentVariable("PRONGSAI_INFORMANTS"), UriKind.Absolute, out var at) ? at : null;

    public Product Area<T>()
        where T : IModule
    {
        T.Register(new ModuleBuilder(this));
        return this;
    }

    /// <summary>What a kind of change is called; the kind itself when its area has no title for it.</summary>
    public string TitleOf(string changeKind) => ChangeTitles.GetValueOrDefault(changeKind, changeKind);

    /// <summary>Runs the command named by the first argument; none is <c>serve</c>.</summary>
    public Task<int> Run(string[] args) => CommandRunner.Run(this, args);

    /// <summary>The permissions a person has who was given these: with those they imply.</summary>
    public IReadOnlySet<string> WithImplied(IEnumerable<string> granted)
    {
        var all = granted.ToHashSet(StringComparer.Ordinal);
        if (all.Remove(Everything))
        {
            all.UnionWith(Permissions.Select(p => p.Name));
        }
        int before;
        do
        {
            before = all.Count;
            foreach (var permission in Permissions.Where(p => p.ImpliedBy is not null && all.Contains(p.ImpliedBy)))
            {
                all.Add(permission.Name);
            }
        }
        while (all.Count > before);
        return all;
    }
}
