namespace Prongsai.Web.Platform.Plans;

/// <summary>How measures of the library fared in the current organisation, for the library's page. The area of reports fills it.</summary>
internal interface ILibraryRecords
{
    /// <summary>By library id; a measure never used, or used in a year without results on both sides, is missing.</summary>
    Task<IReadOnlyDictionary<string, LibraryRecord>> All(CancellationToken stop);
}

/// <summary>In how many years a library measure was used here, and of the scores it aimed at how many can be compared, rose and fell.</summary>
internal sealed record LibraryRecord(int Years, int Compared, int Rose, int Fell);
