using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Teams;
using SupportBot.Tickets;
using TeamsSimulator;

namespace SupportBot.Tests.Scenarios;

/// <summary>Work that costs begins only once somebody who may agree to its price has done so.</summary>
public sealed class ConsentTests
{
    private const string Price = "75,00 EUR por hora";

    private static readonly Dictionary<string, string?> Priced = new()
    {
        ["Offer:Types:0"] = "Technical questions on Microsoft 365",
        ["Offer:TimeZone"] = "Europe/Lisbon",
        ["Offer:AroundTheClock"] = "true",
        ["Offer:Currency"] = "EUR",
        ["Offer:PerHour"] = "75",
    };

    private static readonly Dictionary<string, string?> Office = new(Priced)
    {
        ["Offer:AroundTheClock"] = "false",
        ["Offer:Hours:Monday"] = "09:00-18:00",
    };

    [SkippableFact]
    public async Task Who_is_no_approver_has_one_asked_who_agrees_in_her_own_chat()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        await desk.Teams.Carla.SayAsync("ajuda");
        var (number, root) = await FiledAsync(desk);

        var opened = await desk.Ivy.PressAsync(root, "askConsent");
        Assert.Contains(Price, opened.Task!.Card!.ToString(), StringComparison.Ordinal);
        var sent = await desk.Ivy.SubmitTaskAsync(opened.Task, "askConsent", new { work = "Move *40* mailboxes", hours = "2.5" });
        Assert.Null(sent.Error);

        var question = await desk.Ana.WaitForAsync("Tem de responder quem pode aceitar preços");
        Assert.True(question.Shows(Price) && question.Shows("Move *40* mailboxes") && question.Shows("Estimativa em horas: 2,5") && question.Shows("25/11/2026 09:00"));
        Assert.Equal(["Perguntar a Carla Nunes"], question.Buttons);
        await desk.Ivy.WaitForAsync("Ivy Chen asked whether this work may be charged", root.Conversation);
        await desk.QuietAsync();
        Assert.True(desk.Max.Again(root).Shows("do not begin charged work yet"));

        await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");
        await desk.QuietAsync();
        Assert.Empty(desk.Ana.Again(question).Buttons);
        Assert.True(desk.Ana.Again(question).Shows("Já perguntámos a: Carla Nunes"));
        await desk.Ivy.WaitForAsync("Ana Sousa asked for consent: Carla Nunes", root.Conversation);

        var asked = await desk.Teams.Carla.WaitForAsync("Ana Sousa pergunta se aceita este preço");
        Assert.True(asked.Shows(Price) && asked.Shows("Move *40* mailboxes") && asked.Shows("Mover as caixas de correio"));
        // Taking the ticket meanwhile changes nothing about what is asked.
        await desk.Max.PressAsync(desk.Max.Again(root), "note");
        await desk.Teams.Carla.PressAsync(asked, "Aceitar");
        await desk.QuietAsync();

        Assert.True(desk.Teams.Carla.Again(asked).Shows("Carla Nunes aceitou em 24/11/2026 09:00."));
        Assert.Empty(desk.Teams.Carla.Again(asked).Buttons);
        Assert.True(desk.Ana.Again(question).Shows("Carla Nunes aceitou em"));
        await desk.Ana.WaitForAsync($"Carla Nunes aceitou o preço do pedido {number}");
        var post = await desk.Ivy.WaitForAsync("Carla Nunes agrees to the price", root.Conversation);
        Assert.True(post.Shows(Price));
        Assert.True(desk.Ivy.Again(root).Shows("Carla Nunes agreed on 24 Nov 2026, 09:00."));
        var recorded = Assert.Single(await EventsAsync(desk, number), happened => happened.Action is TicketAction.Agree);
        Assert.Equal(Cast.Carla.AadObjectId, recorded.Actor.ObjectId);
        Assert.Equal($"Move *40* mailboxes\nEstimativa em horas: 2,5\n{Price}", recorded.Text);
    }

    [SkippableFact]
    public async Task A_requester_who_is_an_approver_answers_on_their_own_card_once_however_often_it_is_delivered()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (number, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "O trabalho faturável só começa se aceitar");
        Assert.Equal(["Aceitar", "Recusar"], question.Buttons);

        await desk.Ana.PressAsync(question, "agree");
        await desk.QuietAsync();
        var press = desk.Teams.Activities.Last(activity => activity.Name == "adaptiveCard/action");
        var again = await desk.Teams.RedeliverAsync(press.Id, newId: true);
        await desk.QuietAsync();

        Assert.Contains("aceitou em", again.Body, StringComparison.Ordinal);
        Assert.Single(await EventsAsync(desk, number), happened => happened.Action is TicketAction.Agree);
        Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("agrees to the price"));
        Assert.DoesNotContain(desk.Ana.Read(), message => message.Shows("O trabalho avança"));
        Assert.Contains("Ask for consent", desk.Ivy.Again(root).Buttons);
    }

    [SkippableFact]
    public async Task Who_declines_ends_the_question_and_the_ticket_goes_on()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (number, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "O trabalho faturável só começa se aceitar");

        await desk.Ana.PressAsync(question, "decline");
        await desk.QuietAsync();
        // A card that an old client still shows.
        var late = await PressAsync(desk, desk.Ana, "agree", number, question: 2, question);

        Assert.Contains("Esta pergunta já não está em aberto.", late, StringComparison.Ordinal);
        Assert.Contains("recusou em", late, StringComparison.Ordinal);
        await desk.Ivy.WaitForAsync("Ana Sousa does not agree to the price", root.Conversation);
        Assert.True(desk.Ivy.Again(root).Shows("Ana Sousa declined on") && desk.Ivy.Again(root).Shows("· Open"));
        Assert.DoesNotContain(await EventsAsync(desk, number), happened => happened.Action is TicketAction.Agree);
    }

    [SkippableFact]
    public async Task What_nobody_answers_in_time_ends_by_itself_once()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        await desk.Teams.Carla.SayAsync("ajuda");
        desk.StartInstance();
        var (number, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "Tem de responder quem pode");
        await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");
        var asked = await desk.Teams.Carla.WaitForAsync("Ana Sousa pergunta se aceita");
        await desk.QuietAsync();

        desk.Time.Move(TimeSpan.FromHours(24));
        desk.Time.Move(TimeSpan.FromMinutes(2));

        await desk.Ivy.WaitForAsync("Nobody answered in time whether this work may be charged", root.Conversation);
        await desk.Ana.WaitForAsync($"Ninguém respondeu a tempo à pergunta sobre a cobrança do trabalho no pedido {number}");
        await desk.QuietAsync();
        Assert.True(desk.Teams.Carla.Again(asked).Shows("Ninguém respondeu até 25/11/2026 09:00."));
        Assert.True(desk.Ana.Again(question).Shows("Ninguém respondeu até"));
        Assert.True(desk.Ivy.Again(root).Shows("Nobody answered by 25 Nov 2026, 09:00."));
        Assert.Contains("Ask for consent", desk.Ivy.Again(root).Buttons);
        var ended = Assert.Single(await EventsAsync(desk, number), happened => happened.Action is TicketAction.ConsentExpired);
        Assert.Equal("Contoso CSP", ended.Actor.Name);
        Assert.Contains(Price, ended.Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_press_after_the_time_is_refused_before_the_desk_has_noted_it_down()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana], WithoutSweeps);
        var (number, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "O trabalho faturável só começa se aceitar");

        desk.Time.Move(TimeSpan.FromHours(24));
        var pressed = await desk.Ana.PressAsync(question, "agree");
        await desk.QuietAsync();

        Assert.Contains("O prazo para responder terminou.", pressed.Card!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ninguém respondeu até", pressed.Card.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await EventsAsync(desk, number), happened => happened.Action is TicketAction.Agree);

        // Asked again, the earlier card says how it ended, and its buttons are refused.
        var data = new JObject { ["verb"] = "askConsent", ["ticket"] = number, ["nonce"] = "second", ["work"] = "Move the calendars" };
        await desk.Ivy.InvokeAsync("task/submit", new JObject { ["data"] = data }, root.Conversation);
        await desk.QuietAsync();
        var second = await desk.Ana.WaitForAsync("Move the calendars");
        Assert.Equal(["Aceitar", "Recusar"], second.Buttons);
        Assert.True(desk.Ana.Again(question).Shows("Ninguém respondeu até"));
        Assert.Contains("mudou desde que este cartão foi apresentado", await PressAsync(desk, desk.Ana, "agree", number, question: 2, question), StringComparison.Ordinal);
        Assert.Equal(
            [TicketAction.File, TicketAction.AskConsent, TicketAction.ConsentExpired, TicketAction.AskConsent], (await EventsAsync(desk, number)).Select(happened => happened.Action));
    }

    [SkippableTheory]
    [InlineData("ana", false)]
    [InlineData("dina", false)]
    [InlineData("bo", true)]
    public async Task Who_may_not_agree_is_answered_as_if_there_were_no_such_ticket(string who, bool approverElsewhere)
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        if (approverElsewhere) await desk.ChangeAsync(Cast.Northwind, customer => customer with { Approvers = [MemberOf(Cast.Bo)] });
        var (number, root) = await FiledAsync(desk);
        await AskAsync(desk, root, "Tem de responder quem pode");
        var person = desk.Teams.Person(who);
        var before = (await EventsAsync(desk, number)).Count;

        foreach (var verb in new[] { "agree", "decline" })
        {
            var existing = await PressAsync(desk, person, verb, number, question: 2);
            var missing = await PressAsync(desk, person, verb, "A-9999", question: 2);
            Assert.Equal(missing.Replace("A-9999", number, StringComparison.Ordinal), existing);
            Assert.DoesNotContain("Outlook", existing, StringComparison.Ordinal);
        }

        await desk.QuietAsync();
        Assert.Equal(before, (await EventsAsync(desk, number)).Count);
    }

    [SkippableFact]
    public async Task Where_there_is_no_approver_the_requester_asks_as_soon_as_one_is_named()
    {
        await using var desk = await OpenAsync(approvers: []);
        await desk.Teams.Carla.SayAsync("ajuda");
        var (_, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "Ainda não há ninguém indicado para aceitar preços");
        Assert.True((await desk.Ivy.WaitForAsync("Fabrikam has no approver yet", root.Conversation)).Shows("customers"));
        Assert.Equal(["Perguntar aos aprovadores"], question.Buttons);

        var early = await desk.Ana.PressAsync(question, "askApprovers");
        Assert.Contains("Ainda não há ninguém indicado", early.Card!.ToString(), StringComparison.Ordinal);
        // Whoever sets the desk up names her, and the requester too.
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { Approvers = [MemberOf(Cast.Carla), MemberOf(Cast.Ana)] });
        var pressed = await desk.Ana.PressAsync(question, "askApprovers");

        await desk.Teams.Carla.WaitForAsync("Ana Sousa pergunta se aceita este preço");
        Assert.Contains("Aceitar", pressed.Card!.ToString(), StringComparison.Ordinal);
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ana.Read(), message => message.Shows("Ana Sousa pergunta se aceita"));
    }

    [SkippableFact]
    public async Task An_approver_of_a_tenant_that_is_anothers_now_is_not_offered()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla, Cast.Bo]);
        var (_, root) = await FiledAsync(desk);

        var question = await AskAsync(desk, root, "Tem de responder quem pode");

        Assert.Equal(["Perguntar a Carla Nunes"], question.Buttons);
    }

    [SkippableFact]
    public async Task For_a_requester_who_was_never_here_the_approvers_are_asked_at_once()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla, Cast.Dina]);
        await desk.Teams.Carla.SayAsync("ajuda");
        var absent = new SupportBot.Tickets.Person(Cast.Fabrikam.TenantId, "0c0ffee0-1f0e-4b1c-9a3e-2d5c8e7f0099", "Rita Melo");
        var agent = new SupportBot.Tickets.Person(Cast.Contoso.TenantId, Cast.Ivy.AadObjectId, Cast.Ivy.Name);
        var request = new Request("Mover caixas", "Mover as caixas de correio", Service.Microsoft365, Category.Technical, Affected.OnlyMe, WorkBlocked.No);
        var filed = await desk.Get<TicketKeeper>().FileAsync(
            new FileTicket(TicketNumber.Of("A", 77), "draft", agent, absent, "Fabrikam", request, WantsPerson: false, SummaryMessage: null, CommandKey.OfMessage("phone", "1")), default);
        Assert.NotNull(filed.Ticket);
        var root = await OpenDesk.RootAsync(desk.Ivy, "A-77");

        await desk.QuietAsync();
        var opened = await desk.Ivy.PressAsync(root, "askConsent");
        Assert.Null((await desk.Ivy.SubmitTaskAsync(opened.Task!, "askConsent", new { work = "Move mailboxes" })).Error);

        var asked = await desk.Teams.Carla.WaitForAsync("Rita Melo pergunta se aceita este preço");
        await desk.Ivy.WaitForAsync("may not have reached Rita Melo", root.Conversation);
        await desk.Teams.Carla.PressAsync(asked, "agree");
        await desk.Ivy.WaitForAsync("Carla Nunes agrees to the price", root.Conversation);
    }

    [SkippableFact]
    public async Task A_question_that_was_asked_wrongly_gives_way_to_the_right_one()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        await desk.Teams.Carla.SayAsync("ajuda");
        var (number, root) = await FiledAsync(desk);
        var wrong = await AskAsync(desk, root, "Tem de responder quem pode");
        await desk.Ana.PressAsync(wrong, "Perguntar a Carla Nunes");
        var wrongAtCarla = await desk.Teams.Carla.WaitForAsync("Ana Sousa pergunta se aceita este preço");
        await desk.QuietAsync();

        var opened = await desk.Ivy.PressAsync(desk.Ivy.Again(root), "askConsent");
        Assert.Contains("The question that is still open is withdrawn", opened.Task!.Card!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.SubmitTaskAsync(opened.Task, "askConsent", new { work = "Move all mailboxes" });
        var submitted = desk.Teams.Activities.Last(activity => activity.Name == "task/submit");
        await desk.Teams.RedeliverAsync(submitted.Id, newId: true);
        await desk.QuietAsync();

        var right = await desk.Ana.WaitForAsync("Move all mailboxes");
        Assert.Equal(["Perguntar a Carla Nunes"], right.Buttons);
        Assert.True(desk.Ana.Again(wrong).Shows("Esta pergunta foi retirada em 24/11/2026 09:00."));
        Assert.True(desk.Teams.Carla.Again(wrongAtCarla).Shows("Esta pergunta foi retirada em"));
        Assert.Empty(desk.Teams.Carla.Again(wrongAtCarla).Buttons);
        Assert.Contains("mudou desde que este cartão", await PressAsync(desk, desk.Teams.Carla, "agree", number, question: 2, wrongAtCarla), StringComparison.Ordinal);
        Assert.Equal(
            [TicketAction.File, TicketAction.AskConsent, TicketAction.AskApprovers, TicketAction.WithdrawConsent, TicketAction.AskConsent],
            (await EventsAsync(desk, number)).Select(happened => happened.Action));
        await desk.Ivy.WaitForAsync("Ivy Chen withdrew the question", root.Conversation);
    }

    [SkippableFact]
    public async Task What_became_of_a_question_whose_place_nobody_knows_is_not_written_over_an_earlier_one()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (_, root) = await FiledAsync(desk);
        var earlier = await AskAsync(desk, root, "O trabalho faturável só começa se aceitar");
        desk.Teams.Fail(new Fault(FaultKind.BadGatewayAfterDelivery, "POST", Person: "ana", TextContains: "Move all mailboxes"));
        var opened = await desk.Ivy.PressAsync(desk.Ivy.Again(root), "askConsent");
        await desk.Ivy.SubmitTaskAsync(opened.Task!, "askConsent", new { work = "Move all mailboxes" });
        await desk.Ivy.WaitForAsync("may not have reached Ana Sousa", root.Conversation);

        await desk.Ana.PressAsync(await desk.Ana.WaitForAsync("Move all mailboxes"), "agree");
        await desk.QuietAsync();

        Assert.True(desk.Ana.Again(earlier).Shows("Esta pergunta foi retirada"));
        Assert.False(desk.Ana.Again(earlier).Shows("Move all mailboxes"));
    }

    [SkippableFact]
    public async Task A_solved_ticket_leaves_no_question_open_and_is_settled_after_its_time()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (_, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "O trabalho faturável só começa se aceitar");

        await WayThroughTests.WriteAsync(desk.Ivy, desk.Ivy.Again(root), "resolve", "Não foi preciso.");
        await desk.QuietAsync();
        Assert.True(desk.Ana.Again(question).Shows("Esta pergunta foi retirada"));
        Assert.Empty(desk.Ana.Again(question).Buttons);

        var settled = await desk.Ana.WaitForAsync(message => message.Buttons.Count == 2 && message.Shows("Não foi preciso."));
        desk.Time.Move(TimeSpan.FromHours(25));
        await desk.QuietAsync();
        await desk.Ana.PressAsync(settled, "settled");
        await desk.QuietAsync();
        Assert.DoesNotContain(desk.Ana.Read(), message => message.Shows("Ninguém respondeu"));
        Assert.True(desk.Ivy.Again(root).Shows("· Closed"));
    }

    [SkippableFact]
    public async Task The_estimate_is_shown_however_long_the_work_is()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (number, root) = await FiledAsync(desk);
        var data = new JObject { ["verb"] = "askConsent", ["ticket"] = number, ["nonce"] = "long", ["work"] = new string('x', 2500), ["hours"] = "3" };

        await desk.Ivy.InvokeAsync("task/submit", new JObject { ["data"] = data }, root.Conversation);

        await desk.Ana.WaitForAsync("Estimativa em horas: 3");
        await desk.QuietAsync();
        Assert.True(desk.Ivy.Again(root).Shows("Estimativa em horas: 3"));
        Assert.Equal(2000, (await EventsAsync(desk, number))[^1].Text!.IndexOf('\n', StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Without_an_offer_the_agent_reads_that_no_prices_are_set()
    {
        await using var desk = await OpenDesk.OpenAsync();
        var (number, root) = await FiledAsync(desk);

        foreach (var (name, more) in new[] { ("task/fetch", new JObject()), ("task/submit", new JObject { ["nonce"] = "n", ["work"] = "Move" }) })
        {
            more["verb"] = "askConsent";
            more["ticket"] = number;
            Assert.Contains("No prices are set", (await desk.Ivy.InvokeAsync(name, new JObject { ["data"] = more }, root.Conversation)).Body, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task An_approver_who_was_never_here_is_asked_once_they_have_been()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        var (number, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "Tem de responder quem pode");

        var pressed = await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");
        await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");
        Assert.Contains("Não foi possível perguntar a Carla Nunes", pressed.Card!.ToString(), StringComparison.Ordinal);
        await desk.Ivy.WaitForAsync("Ana Sousa wanted to ask Carla Nunes, but a question reaches only those who have opened this app", root.Conversation);
        await desk.QuietAsync();
        Assert.Single(await EventsAsync(desk, number), happened => happened.Action is TicketAction.ApproverOutOfReach);

        await desk.Teams.Carla.SayAsync("ajuda");
        await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");
        await desk.Teams.Carla.WaitForAsync("Ana Sousa pergunta se aceita");
        await desk.QuietAsync();

        // The same button, on a client that has not drawn the card again.
        var repeated = await PressAsync(desk, desk.Ana, "askApprovers", number, question: 2, question);
        await desk.QuietAsync();
        Assert.Contains("A pergunta já foi enviada.", repeated, StringComparison.Ordinal);
        Assert.Single(desk.Teams.Carla.Read(), message => message.Shows("Ana Sousa pergunta se aceita"));
    }

    [SkippableFact]
    public async Task An_approver_who_cannot_be_reached_any_more_is_told_to_the_desk()
    {
        await using var desk = await OpenAsync(approvers: [Cast.Carla]);
        await desk.Teams.Carla.SayAsync("ajuda");
        await desk.Teams.Carla.UninstallAsync();
        var (_, root) = await FiledAsync(desk);
        var question = await AskAsync(desk, root, "Tem de responder quem pode");
        desk.Provoked.Add("writesBlocked");

        await desk.Ana.PressAsync(question, "Perguntar a Carla Nunes");

        await desk.Ivy.WaitForAsync("Not delivered: Carla Nunes removed the app", root.Conversation);
    }

    [SkippableTheory]
    [InlineData("", "2", "Please write something first.")]
    [InlineData("Move mailboxes", "-3", "a number of hours above 0")]
    [InlineData("Move mailboxes", "lots", "a number of hours above 0")]
    public async Task A_form_that_cannot_be_asked_opens_again_with_the_reason(string work, string hours, string reason)
    {
        await using var desk = await OpenAsync(approvers: [Cast.Ana]);
        var (number, root) = await FiledAsync(desk);
        var data = new JObject { ["verb"] = "askConsent", ["ticket"] = number, ["nonce"] = "forged", ["work"] = work, ["hours"] = hours };

        var answer = await desk.Ivy.InvokeAsync("task/submit", new JObject { ["data"] = data }, root.Conversation);

        Assert.Contains(reason, answer.Body, StringComparison.Ordinal);
        Assert.Contains("Ask the customer", answer.Body, StringComparison.Ordinal);
        Assert.Single(await EventsAsync(desk, number));
    }

    [SkippableFact]
    public async Task Where_support_is_free_nothing_is_asked()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: new Dictionary<string, string?>(Priced) { ["Offer:PerHour"] = null, ["Offer:Currency"] = null, ["Offer:Free"] = "true" });
        var (number, root) = await FiledAsync(desk);
        Assert.DoesNotContain("Ask for consent", root.Buttons);

        var answer = await desk.Ivy.InvokeAsync("task/fetch", new JObject { ["data"] = new JObject { ["verb"] = "askConsent", ["ticket"] = number } }, root.Conversation);

        Assert.Contains("costs nothing", answer.Body, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Out_of_hours_the_closed_sentence_lets_a_customer_say_that_it_stops_their_business()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        var (number, root) = await FiledAsync(desk);
        var closed = await desk.Ana.WaitForAsync("Neste momento estamos encerrados");

        var pressed = await desk.Ana.PressAsync(closed, "A minha empresa está parada");
        await desk.QuietAsync();
        // A client that still shows the button.
        await PressAsync(desk, desk.Ana, "stopsBusiness", number, question: 0, closed);
        await desk.QuietAsync();

        Assert.Contains($"A equipa sabe que a sua empresa está parada por causa do pedido {number}", pressed.Card!.ToString(), StringComparison.Ordinal);

        var post = Assert.Single(desk.Ivy.Read(root.Conversation), message => message.Shows("P1: Ana Sousa says that their business stands still"));
        Assert.Equal(root.Id, post.RootId);
        Assert.True(desk.Ivy.Again(root).Shows("P1") && desk.Ivy.Again(root).Shows("stands still because of this"));
        var card = desk.Ana.Read().First(message => message.Shows(number + " ·"));
        Assert.True(card.Shows("a sua empresa está parada por causa deste pedido"));
        Assert.DoesNotContain("A minha empresa está parada", card.Buttons);
    }

    [SkippableFact]
    public async Task What_is_typed_means_the_one_request_or_asks_which()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Office);
        var (first, _) = await FiledAsync(desk);

        await desk.Ana.SayAsync("Estamos parados!");
        var known = await desk.Ana.WaitForAsync($"A equipa sabe que a sua empresa está parada por causa do pedido {first}");
        Assert.True(known.Shows("abrimos") && known.Shows("contacte-nos através de support@contoso.example"));

        await desk.Ana.SayAsync("novo pedido");
        await desk.Ana.WaitForAsync("Em que podemos ajudar?");
        var (second, root) = await FiledAsync(desk, "Também o Teams não abre a ninguém.");
        await desk.Ana.SayAsync("a empresa está parada");
        var which = await desk.Ana.WaitForAsync("Qual dos pedidos está a parar a sua empresa?");
        Assert.Equal(2, which.Buttons.Count);
        await desk.Ana.PressAsync(which, which.Buttons.Single(button => button.StartsWith(second, StringComparison.Ordinal)));

        await desk.Ivy.WaitForAsync("P1: Ana Sousa says", root.Conversation);
    }

    [SkippableFact]
    public async Task On_the_tickets_own_card_the_button_gives_way_to_what_happens_next()
    {
        await using var desk = await OpenDesk.OpenAsync(settings: Priced);
        var ticket = await OpenDesk.FileAsync(desk.Bo);

        var pressed = await desk.Bo.PressAsync(ticket, "This stops my business");
        await desk.QuietAsync();

        Assert.Contains("at the top of the list now. An agent takes it up first", pressed.Card!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("This stops my business", desk.Bo.Again(ticket).Buttons);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void A_wrong_time_to_answer_is_named_when_the_bot_starts(string hours) => Assert.Contains(
        SettingsTests.ProblemsWith(new Dictionary<string, string?>(Priced) { ["Offer:ConsentHours"] = hours }),
        problem => problem.StartsWith("Offer:ConsentHours", StringComparison.Ordinal));

    private static async Task<OpenDesk> OpenAsync(CastMember[] approvers, Action<IServiceCollection>? services = null)
    {
        var desk = await OpenDesk.OpenAsync(services, settings: Priced);
        await desk.ChangeAsync(Cast.Fabrikam, customer => customer with { Approvers = [.. approvers.Select(MemberOf)] });
        return desk;
    }

    private static Member MemberOf(CastMember person) => new(person.Organisation.TenantId, person.AadObjectId, person.Name);

    private static void WithoutSweeps(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(Sweeper)));

    private static async Task<(string Number, Message Root)> FiledAsync(OpenDesk desk, string words = "Mover as caixas de correio do Outlook para o novo domínio.")
    {
        var number = OpenDesk.NumberOn(await OpenDesk.FileAsync(desk.Ana, words));
        return (number, await OpenDesk.RootAsync(desk.Ivy, number));
    }

    private static async Task<Message> AskAsync(OpenDesk desk, Message root, string shown)
    {
        await desk.QuietAsync();
        var opened = await desk.Ivy.PressAsync(desk.Ivy.Again(root), "askConsent");
        var sent = await desk.Ivy.SubmitTaskAsync(opened.Task!, "askConsent", new { work = "Move mailboxes" });
        Assert.Null(sent.Error);
        await desk.QuietAsync();
        return await desk.Ana.WaitForAsync(shown);
    }

    // Presses a button that no card of this person shows.
    private static async Task<string> PressAsync(OpenDesk desk, TeamsSimulator.Person person, string verb, string number, int question, Message? on = null)
    {
        desk.Provoked.Add("answer");
        var data = new JObject { ["verb"] = verb, ["ticket"] = number, ["number"] = question };
        var answer = await person.InvokeAsync("adaptiveCard/action", new JObject { ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data } }, replyTo: on);
        return answer.Body;
    }

    private static Task<IReadOnlyList<TicketEvent>> EventsAsync(OpenDesk desk, string number)
    {
        Assert.True(TicketNumber.TryParse(number, out var parsed));
        return desk.Get<ITicketStore>().EventsAsync(parsed, default);
    }
}
