using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Rest;
using Newtonsoft.Json.Linq;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>A bot with an app id hears only who holds a token that the Connector signed for it.</summary>
public sealed class AuthenticationTests
{
    [SkippableFact]
    public async Task With_an_app_id_the_way_goes_on_as_before_since_Teams_signs_what_it_sends()
    {
        await using var desk = await OpenDesk.OpenAsync(services => services.AddSingleton<ServiceClientCredentialsFactory>(new LocalCredentials()), Cast.DefaultAppId);

        var ticket = await OpenDesk.FileAsync(desk.Bo, "Outlook is slow");
        var root = await OpenDesk.RootAsync(desk.Ivy, OpenDesk.NumberOn(ticket));
        await desk.Ivy.PressAsync(root, "claim");

        await desk.Bo.WaitForAsync("Ivy Chen is now looking after");
    }

    [SkippableFact]
    public async Task Without_a_token_with_a_wrong_one_or_with_another_bots_nothing_is_heard()
    {
        await using var desk = await OpenDesk.OpenAsync(services => services.AddSingleton<ServiceClientCredentialsFactory>(new LocalCredentials()), Cast.DefaultAppId);
        await desk.Bo.SayAsync("help");
        await desk.Bo.WaitForAsync("Write what is wrong");
        var before = desk.Bo.Read().Count;
        var sent = desk.Teams.Activities.Last(activity => activity.Type == "message").Activity;
        var forged = (JObject)sent.DeepClone();
        forged["id"] = "1776825925999";

        Assert.Equal(401, (await desk.Teams.PostRawAsync(forged.ToString())).Status);
        Assert.Equal(401, (await desk.Teams.PostRawAsync(forged.ToString(), authorization: "Bearer x.y.z")).Status);
        Assert.Equal(401, (await desk.Teams.PostRawAsync(forged.ToString(), authorization: "Bearer " + desk.Teams.IssueToken(audience: Guid.NewGuid().ToString()))).Status);
        Assert.Equal(401, (await desk.Teams.PostRawAsync(forged.ToString(), authorization: "Bearer " + desk.Teams.IssueToken(serviceUrl: "https://smba.trafficmanager.net/amer/"))).Status);
        Assert.Equal(401, (await desk.Teams.PostRawAsync(forged.ToString(), authorization: "Bearer " + desk.Teams.IssueToken(lifetime: TimeSpan.FromMinutes(-30)))).Status);

        await desk.QuietAsync();
        Assert.Equal(before, desk.Bo.Read().Count);
    }

    // The simulated Teams takes any token; what a real one needs of Entra is tested with the stand-in.
    private sealed class LocalCredentials : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == Cast.DefaultAppId);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(
            string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) => Task.FromResult<ServiceClientCredentials>(new NoCredentials());

        private sealed class NoCredentials : ServiceClientCredentials;
    }
}
