using System.Diagnostics;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>The time one document may take. Whoever loops over rows asks; when it is spent, reading ends with a problem.</summary>
internal sealed class Budget(TimeSpan time)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _asked;

    /// <exception cref="BudgetSpentException">The time is over.</exception>
    public void Check()
    {
        if ((++_asked & 0x3F) == 0 && _clock.Elapsed > time)
        {
            throw new BudgetSpentException();
        }
    }
}

/// <summary>A document took longer than one may.</summary>
internal sealed class BudgetSpentException : Exception;
