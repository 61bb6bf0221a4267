namespace Prongsai.Web.Platform.Organisations;

/// <summary>Who holds a duty by order (คำสั่ง) on a day. Filled by the area of orders.</summary>
internal interface IDutyHolders
{
    /// <param name="duty">As the orders word it; upper and lower case and blanks around it do not matter.</param>
    /// <param name="on">The day asked for.</param>
    /// <param name="stop">Ends the asking.</param>
    Task<IReadOnlyList<DutyHolder>> Of(string duty, DateOnly on, CancellationToken stop);
}

/// <summary>A person with a duty; Until is null where the order names no last day.</summary>
internal sealed record DutyHolder(Guid PersonId, string OrderNumber, DateOnly From, DateOnly? Until);
