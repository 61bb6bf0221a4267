using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Web.Platform.Confirmed;

/// <summary>A file that was handed in and read.</summary>
internal sealed record ReadFile(Guid Id, string FileName, DateTimeOffset At, PaperReading Reading)
{
    /// <summary>The measures of all its papers, in order.</summary>
    public IReadOnlyList<ReadMeasure> Measures => [.. Reading.Papers.SelectMany(p => p.Measures)];
}

/// <summary>Papers of the current organisation as they were read, for areas that take something else than a result out of them. The assessment area fills it.</summary>
internal interface IReadPapers
{
    /// <summary>The latest files that hold measures, newest first.</summary>
    Task<IReadOnlyList<ReadFile>> WithMeasures(CancellationToken stop);

    Task<ReadFile?> Find(Guid id, CancellationToken stop);

    /// <summary>Keeps a file and reads it.</summary>
    Task<Result<ReadFile>> Take(Stream content, string fileName, CancellationToken stop);
}
