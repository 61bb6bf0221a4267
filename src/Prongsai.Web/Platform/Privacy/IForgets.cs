namespace Prongsai.Web.Platform.Privacy;

/// <summary>Something that is kept for a while and then forgotten by rule. An area registers what it keeps of people and no law wants kept.</summary>
internal interface IForgets
{
    /// <summary>As kept in the table of rules; lower case.</summary>
    string Kind { get; }

    /// <summary>Thai: what it is.</summary>
    string Title { get; }

    /// <summary>Thai: what it is kept for, and why no longer.</summary>
    string Why { get; }

    int UsualMonths { get; }

    /// <summary>The office may not set less.</summary>
    int LeastMonths { get; }

    /// <summary>Forgets what is older, in the current organisation; running twice does no harm.</summary>
    /// <returns>How many things were forgotten.</returns>
    Task<int> Forget(DateTimeOffset before, CancellationToken stop);
}
