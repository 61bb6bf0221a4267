using System.Net;
using Prongsai.Testing;
using Prongsai.Web.Features.Orders;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Orders;

/// <summary>Orders and who holds a duty on a day.</summary>
public sealed class WhoIsResponsible
{
    [Fact]
    public async Task Follows_the_orders_in_force_on_the_day()
    {
        await using var site = new Site();
        var keeper = await site.As("orders.write");
        var person = await site.AddPerson(site.Organisation, "lawyer", "นิติกร", ["orders.read"]);
        (string, string)[] Order(string number, string until) =>
        [
            ("Number", number), ("Subject", "มอบหมายเจ้าหน้าที่รับเรื่องร้องเรียน"), ("IssuedOn.Day", "1"), ("IssuedOn.Month", "4"), ("IssuedOn.Year", "2568"), ("From.Day", "1"), ("From.Month", "4"), ("From.Year", "2568"),
            ("Until.Day", until.Length > 0 ? "30" : ""), ("Until.Month", until.Length > 0 ? "4" : ""), ("Until.Year", until),
            ("People[0].Person", person.ToString()), ("People[0].Duty", "รับเรื่องร้องเรียน  การทุจริต"), ("People[0].Place", "หัวหน้า"),
        ];
        var backwards = await keeper.Post("/orders/new", Order("๑๒/๒๕๖๘", "2567"));
        Assert.Equal(HttpStatusCode.BadRequest, backwards.Status);
        HtmlAssert.Shows(backwards.Document, "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม");
        var added = await keeper.Post("/orders/new", Order("๑๒/๒๕๖๘", "2568"));
        Assert.Equal(HttpStatusCode.Redirect, added.Status);
        HtmlAssert.Shows((await keeper.Post("/orders/new", Order("12/2568", "2568"))).Document, "มีคำสั่งที่ 12/2568 อยู่แล้ว");
        HtmlAssert.Shows(await keeper.Page("/orders"), "นิติกร หัวหน้า");

        Task<IReadOnlyList<DutyHolder>> On(int day, int month) => site.Do(s => s.GetRequiredService<IDutyHolders>().Of(" รับเรื่องร้องเรียน การทุจริต", new DateOnly(2025, month, day), CancellationToken.None));
        Assert.Equal((person, "12/2568"), ((await On(30, 4))[0].PersonId, (await On(30, 4))[0].OrderNumber));
        Assert.Empty(await On(31, 3));
        Assert.Empty(await On(1, 5));
        HtmlAssert.Shows((await keeper.Post(added.Location!)).Document, "บอกเหตุที่ยกเลิก");
        await keeper.Post(added.Location!, ("Reason", "มีคำสั่งใหม่"));
        Assert.Empty(await On(9, 4));
        Assert.NotEmpty(await On(8, 4));
        HtmlAssert.Shows(await keeper.Page(added.Location!), "มีคำสั่งใหม่");
        Assert.IsType<OrderIsGone>((await site.Do(s => s.GetRequiredService<KeepOrders>().Cancel(Guid.NewGuid(), new DateOnly(2025, 4, 9), "x", CancellationToken.None))).Refusal);
    }
}
