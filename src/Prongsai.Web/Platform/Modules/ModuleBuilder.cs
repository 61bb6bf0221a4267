using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Jobs;

namespace Prongsai.Web.Platform.Modules;

/// <summary>What a person may do. Permissions are code, roles are data.</summary>
/// <param name="Name">area.verb, as in <c>[Authorize("measures.approve")]</c>.</param>
/// <param name="Title">Thai, shown in the matrix of roles.</param>
/// <param name="ImpliedBy">Who has that permission has this one too.</param>
internal sealed record Permission(string Name, string Title, string? ImpliedBy);

/// <summary>An entry of a menu, shown to those who have the permission (null: everyone).</summary>
internal sealed record MenuEntry(string Title, string Address, string? Permission, int Order, MenuGroup Group = MenuGroup.Desk);

/// <summary>The parts of the office menu, in their order.</summary>
internal enum MenuGroup
{
    /// <summary>What waits for the person.</summary>
    Desk,

    /// <summary>The yearly cycle, from last year's result to the report.</summary>
    Year,

    /// <summary>Letters, orders and papers.</summary>
    Papers,

    /// <summary>What citizens see, answer and tell.</summary>
    Public,

    /// <summary>Rules, people and settings.</summary>
    System,
}

/// <summary>A kind of job and the class that does it.</summary>
/// <param name="Name">As kept in the table.</param>
/// <param name="Title">Thai.</param>
/// <param name="Type">Of <see cref="IJob"/>.</param>
/// <param name="Every">How often it comes round by itself in every organisation; null when it is only asked for.</param>
internal sealed record JobKind(string Name, string Title, Type Type, TimeSpan? Every = null);

/// <summary>Collects what one area brings.</summary>
internal sealed class ModuleBuilder(Product product)
{
    public ModuleBuilder Permission(string name, string title, string? impliedBy = null)
    {
        product.Permissions.Add(new Permission(name, title, impliedBy));
        return this;
    }

    public ModuleBuilder Menu(string title, string address, string? permission = null, int order = 100, MenuGroup group = MenuGroup.System)
    {
        product.Menu.Add(new MenuEntry(title, address, permission, order, group));
        return this;
    }

    /// <summary>An entry of the menu of the public side.</summary>
    public ModuleBuilder PublicMenu(string title, string address, int order = 100)
    {
        product.PublicMenu.Add(new MenuEntry(title, address, null, order));
        return this;
    }

    /// <summary>A link at the foot of every public page.</summary>
    public ModuleBuilder PublicFooter(string title, string address, int order = 100)
    {
        product.PublicFooter.Add(new MenuEntry(title, address, null, order));
        return this;
    }

    /// <summary>What a kind of change (<c>measure.approved</c>) is called on the screen.</summary>
    public ModuleBuilder Change(string kind, string title)
    {
        product.ChangeTitles.Add(kind, title);
        return this;
    }

    /// <summary>A kind of background work, asked for with <see cref="JobQueue"/>.</summary>
    /// <param name="name">As kept in the table: verb-noun, lower case. Never renamed while jobs of it wait.</param>
    /// <param name="title">Thai, shown on the page of jobs.</param>
    public ModuleBuilder Job<T>(string name, string title)
        where T : class, IJob
    {
        product.Jobs.Add(new JobKind(name, title, typeof(T)));
        return this;
    }

    /// <summary>Background work that comes round by itself, once per organisation and slot; slots of whole days begin at midnight in Bangkok.</summary>
    public ModuleBuilder Periodic<T>(string name, string title, TimeSpan every)
        where T : class, IJob
    {
        product.Jobs.Add(new JobKind(name, title, typeof(T), every));
        return this;
    }

    /// <summary>A command of <c>./prongsai</c>. The class is constructed for every run of the program, so its constructor does nothing.</summary>
    public ModuleBuilder Command<T>()
        where T : ICommand, new()
    {
        product.Commands.Add(new T());
        return this;
    }

    /// <summary>Fills the worked example with this area's rows; runs on the first, empty start, in the order of registration.</summary>
    public ModuleBuilder Example<T>()
        where T : class, IExampleLoader
    {
        product.Examples.Add(typeof(T));
        return this;
    }

    public ModuleBuilder Services(Action<IServiceCollection> add)
    {
        product.ServiceActions.Add(add);
        return this;
    }

    /// <summary>Minimal APIs: what a machine or a download takes. Each says who may use it.</summary>
    public ModuleBuilder Endpoints(Action<IEndpointRouteBuilder> map)
    {
        product.EndpointActions.Add(map);
        return this;
    }
}
