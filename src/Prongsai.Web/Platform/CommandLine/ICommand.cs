namespace Prongsai.Web.Platform.CommandLine;

/// <summary>
/// A command of <c>./prongsai</c>. One that needs no database touches none and starts fast; one that does opens an <see cref="Cluster.Installation"/>.
/// </summary>
internal interface ICommand
{
    /// <summary>One or two words: <c>read</c>, <c>rules check</c>.</summary>
    string Name { get; }

    /// <summary>One line for the list of commands.</summary>
    string Help { get; }

    /// <param name="args">The arguments after the name.</param>
    /// <param name="stdout">Where results go.</param>
    /// <param name="stderr">Where what went wrong goes.</param>
    /// <param name="stop">Ctrl-C.</param>
    /// <returns>The exit status of the process.</returns>
    Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop);
}

/// <summary>A command that lists or starts other parts of the product is told which product it belongs to.</summary>
internal interface IProductCommand : ICommand
{
    Modules.Product Product { set; }
}
