using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Platform;

/// <summary>What areas stand on, and the commands that run an installation.</summary>
internal sealed class PlatformModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Change("organisation.started", "เริ่มใช้งานองค์กร")
        .Change("organisation.moved-in", "รับองค์กรเข้าจากแพ็กเกจ")
        .Change("example.loaded", "นำเข้าข้อมูลตัวอย่างครบ")
        .Change("account.opened", "เปิดบัญชีผู้ใช้")
        .Command<ServeCommand>()
        .Command<MigrateCommand>()
        .Command<VerifyCommand>()
        .Command<BackupCommand>()
        .Command<RestoreCommand>()
        .Command<SignInLinkCommand>()
        .Command<ListOrganisationsCommand>()
        .Command<ExportOrganisationCommand>()
        .Command<ImportOrganisationCommand>()
        .Command<RulesCheckCommand>()
        .Command<RulesDiffCommand>()
        .Command<RulesKindsCommand>()
        .Services(services => services.AddSingleton(_ => RulebookStore.Load()).AddScoped<CycleTrack>().AddSingleton<IMailSender, SmtpMail>().AddSingleton<Contents.LastFaces>())
        .Job<SendMail>("send-mail", "ส่งอีเมล")
        .Periodic<Watching.WatchDisk>("watch-disk", "ดูพื้นที่ดิสก์", TimeSpan.FromDays(1))
        .Endpoints(PaperStyleSheet.Map);
}
