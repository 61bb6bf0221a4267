using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Privacy;

namespace Prongsai.Web.Features.Privacy;

/// <summary>Personal data of the office's own people: what is kept how long, what is kept of one person, and its erasure.</summary>
internal sealed class PrivacyModule : IModule
{
    public const string Manage = "privacy.manage";

    public static void Register(ModuleBuilder module) => module
        .Permission(Manage, "ดูแลข้อมูลส่วนบุคคล")
        .Change("retention.changed", "แก้ไขระยะเวลาเก็บข้อมูล")
        .Change("retention.applied", "ลบข้อมูลที่พ้นระยะเวลาเก็บ")
        .Change("person.data-given", "ส่งออกข้อมูลส่วนบุคคลตามคำขอ")
        .Change("person.erased", "ลบข้อมูลส่วนบุคคลตามคำขอ")
        .Services(services => services.AddScoped<IForgets, ForgetNames>().AddScoped<IForgets, ForgetNotices>().AddScoped<IForgets, ForgetSignIns>().AddScoped<IForgets, ForgetJobs>())
        .Periodic<Retention>("forget-by-rule", "ลบข้อมูลที่พ้นระยะเวลาเก็บ", TimeSpan.FromDays(1))
        .Endpoints(endpoints => endpoints.MapGet("/account/data", Own).RequireAuthorization());

    /// <summary>One's own data, whenever one likes.</summary>
    private static async Task<IResult> Own(PersonalData data, CurrentPerson person, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        return person.PersonId is { } id && await data.Of(id, stop) is { } json ? Results.File(json, "application/json", "ข้อมูลของฉัน.json") : Results.NotFound();
    }
}
