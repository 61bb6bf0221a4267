namespace Prongsai.Web.Platform.Organisations;

/// <summary>The orders (คำสั่ง) of the current organisation, for areas in which something rests on one. The area of orders fills it.</summary>
internal interface IOrderRegister
{
    /// <summary>Orders in force on the day or later that were not cancelled, the newest first.</summary>
    Task<IReadOnlyList<OrderCard>> InForce(DateOnly from, CancellationToken stop);

    /// <summary>Null when there is no such order.</summary>
    Task<OrderCard?> Find(Guid id, CancellationToken stop);
}

/// <summary>Told in the save in which an order is cancelled, so that what rests on it ends with it. Areas register as many as they need.</summary>
internal interface IRestsOnOrders
{
    /// <param name="order">The order that is cancelled.</param>
    /// <param name="number">As printed.</param>
    /// <param name="on">From this day it is in force no more.</param>
    /// <param name="stop">Ends the work.</param>
    Task Cancelled(Guid order, string number, DateOnly on, CancellationToken stop);
}

/// <summary>An order: its number as printed, its days (Until null: until another order changes it), whom it names for what.</summary>
internal sealed record OrderCard(Guid Id, string Number, string Subject, DateOnly From, DateOnly? Until, bool IsCancelled, IReadOnlyList<OrderAssignment> People);

/// <summary>One person's duty by an order.</summary>
internal sealed record OrderAssignment(Guid Id, Guid PersonId, string Duty);
