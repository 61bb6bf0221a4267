namespace Prongsai.Documents.Reading;

/// <summary>
/// What reading one file may cost. A file that exceeds a limit is refused or read in part, always with a problem that says so.
/// The defaults keep any file within ten seconds and 500 MB.
/// </summary>
public sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Largest file, in bytes. More is refused while it streams in.</summary>
    public long MaxBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Largest sum of all unpacked members of a zip container (docx, xlsx), in bytes.</summary>
    public long MaxUnpackedBytes { get; init; } = 400L * 1024 * 1024;

    /// <summary>Largest single XML part that is read from a container, in bytes.</summary>
    public long MaxPartBytes { get; init; } = 120L * 1024 * 1024;

    /// <summary>Largest unpacked size against packed size of one member, looked at from 10 MB unpacked on.</summary>
    public int MaxPackingRatio { get; init; } = 150;

    public int MaxZipMembers { get; init; } = 5_000;

    public int MaxTables { get; init; } = 2_000;

    /// <summary>Cells in all tables together.</summary>
    public int MaxCells { get; init; } = 200_000;

    public int MaxParagraphs { get; init; } = 100_000;

    /// <summary>Characters kept in all blocks together.</summary>
    public int MaxCharacters { get; init; } = 5_000_000;

    /// <summary>A longer paragraph or cell is cut into several of this length, in characters.</summary>
    public int MaxParagraphCharacters { get; init; } = 50_000;

    /// <summary>Nesting of tables, controls and text boxes in a document.</summary>
    public int MaxDepth { get; init; } = 48;

    /// <summary>Pages of a PDF; later pages are left out with a problem.</summary>
    public int MaxPages { get; init; } = 400;

    /// <summary>Time for one file without optical recognition.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Address space of one child process (poppler, tesseract), in bytes.</summary>
    public long ChildMemoryBytes { get; init; } = 420L * 1024 * 1024;

    /// <summary>Standard output of one child process, in bytes.</summary>
    public long ChildOutputBytes { get; init; } = 80L * 1024 * 1024;

    /// <summary>Read a PDF without text by optical recognition. Slow (some seconds a page); for a background job, not for a request.</summary>
    public bool RecogniseScans { get; init; }

    /// <summary>Write the address a link of a Word or Excel file leads to behind its words, for readers who look for addresses and not for prose.</summary>
    public bool ShowLinks { get; init; }

    public int MaxRecognisedPages { get; init; } = 60;

    /// <summary>Time for recognising one page.</summary>
    public TimeSpan RecognitionTimeoutPerPage { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Told after each recognised page.</summary>
    public IProgress<RecognitionProgress>? RecognitionProgress { get; init; }
}

/// <summary>Pages recognised so far, of how many.</summary>
public sealed record RecognitionProgress(int Done, int Of);
