namespace Prongsai.Web.Platform.Papers;

/// <summary>Whether a file was enclosed in a memorandum that went through its chain; shown where the file is published.</summary>
internal interface IApprovals
{
    /// <summary>The newest approval of the file; null when it was never enclosed in an approved memorandum.</summary>
    Task<ApprovalMark?> Of(Guid fileId, CancellationToken stop);
}

/// <param name="Approved">True.</param>
/// <param name="On">The day of the last approval, in Bangkok.</param>
/// <param name="By">The post that approved.</param>
/// <param name="MemoNumber">As printed: สต 32301/12.</param>
/// <param name="Address">The public page of verification, within the organisation's root.</param>
internal sealed record ApprovalMark(bool Approved, DateOnly On, string By, string MemoNumber, string Address);
