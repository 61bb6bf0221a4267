using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Features.Surveys.Results;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Surveys;

/// <summary>IIT, EIT, the organisation's own surveys and points of service (systems F1, F2, F3): asked, answered without a name, scored.</summary>
internal sealed class SurveysModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("surveys.read", "ดูแบบสำรวจและผลรวม", impliedBy: "surveys.write")
        .Permission("surveys.write", "จัดทำ เปิด และปิดแบบสำรวจ ออกรหัส พิมพ์คำตอบจากกระดาษ")
        .Permission("surveys.texts", "อ่านข้อความที่ผู้ตอบเขียน หลังปิดแบบสำรวจ")
        .Change("survey.made", "สร้างแบบสำรวจ")
        .Change("survey.changed", "แก้แบบสำรวจ")
        .Change("survey.opened", "เปิดแบบสำรวจ")
        .Change("survey.extended", "เลื่อนวันปิดแบบสำรวจ")
        .Change("survey.codes-issued", "ออกรหัสตอบแบบสำรวจ")
        .Change("survey.closed", "ปิดแบบสำรวจ")
        .Change("survey.scored", "คิดคะแนนแบบสำรวจ")
        .Menu("แบบสำรวจ", "/surveys", "surveys.read", order: 60, group: MenuGroup.Public)
        .Services(services => services.AddSingleton<PoolKeys>().AddSingleton(WriterPace.Usual).AddSingleton<AnswerWriter>().AddSingleton<AskedSurveys>().AddSingleton<Visitors>().AddScoped<IPublishable, PublishableSatisfaction>().AddScoped<ISurveyFigures>(s => s.GetRequiredService<OwnFigures>()))
        .Command<RecountCommand>()
        .Endpoints(Exports.Map)
        .Periodic<TidySurveys>("tidy-surveys", "ปิดแบบสำรวจที่ครบกำหนดและล้างกุญแจ", TimeSpan.FromHours(1))
        .Example<ExampleSurveys>();
}
