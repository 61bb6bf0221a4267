using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Modules;

/// <summary>The product: the areas named in <c>Program.cs</c> and what they brought.</summary>
internal sealed class Product
{
    internal List<Permission> Permissions { get; } = [];

    internal List<MenuEntry> Menu { get; } = [];

    internal List<MenuEntry> PublicMenu { get; } = [];

    internal List<JobKind> Jobs { get; } = [];

    internal List<ICommand> Commands { get; } = [];

    internal List<Type> Examples { get; } = [];

    internal List<Action<IServiceCollection>> ServiceActions { get; } = [];

    internal List<Action<IEndpointRouteBuilder>> EndpointActions { get; } = [];

    public Product Area<T>()
        where T : IModule
    {
        T.Register(new ModuleBuilder(this));
        return this;
    }

    /// <summary>Runs the command named by the first argument; none is <c>serve</c>.</summary>
    public Task<int> Run(string[] args) => CommandRunner.Run(this, args);

    /// <summary>The permissions a person has who was given these: with those they imply.</summary>
    public IReadOnlySet<string> WithImplied(IEnumerable<string> granted)
    {
        var all = granted.ToHashSet(StringComparer.Ordinal);
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
