namespace Prongsai.Domain;

/// <summary>How sure the project is of a datum of the rules (domain/ita.md). Stands beside every datum and is shown where a person relies on it.</summary>
public enum Certainty
{
    /// <summary>Confirmed by arithmetic or by at least one official or published source.</summary>
    Verified,

    /// <summary>Read off the seed documents.</summary>
    FromSeeds,

    /// <summary>General knowledge; not verified. Shown as ยังไม่ยืนยัน.</summary>
    Unverified,

    /// <summary>Not found. There is no value, only the knowledge that one should exist.</summary>
    Unknown,
}
