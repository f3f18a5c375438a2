using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace SupportBot.Resources;

/// <summary>
/// Everything the bot says, in one language. Each member is a whole sentence or label with the name of its entry in
/// <c>Texts.resx</c>; where a language lacks one, the whole English sentence is said.
/// </summary>
/// <remarks>A new language is one more file, <c>Texts.xx.resx</c>, and its line in <see cref="Languages"/>.</remarks>
public sealed class Texts
{
    private static readonly ResourceManager Strings = new("SupportBot.Resources.Texts", typeof(Texts).Assembly);

    private static readonly Dictionary<string, Texts> ByLanguage =
        Languages.All.ToDictionary(language => language, language => new Texts(language), StringComparer.Ordinal);

    private Texts(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
    }

    /// <summary>The language, as a BCP 47 tag.</summary>
    public string Language { get; }

    /// <summary>How numbers and dates are written in it.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The texts in the language that is nearest to what Teams says of a person.</summary>
    /// <param name="locale">A BCP 47 tag such as <c>pt-PT</c> or <c>en-US</c>; anything else is taken for English.</param>
    public static Texts In(string? locale) => ByLanguage[Languages.Nearest(locale)];

    private string Say([CallerMemberName] string entry = "") => Find(entry);

    private string Say(object first, [CallerMemberName] string entry = "") => string.Format(Culture, Find(entry), first);

    private string Say(object first, object second, [CallerMemberName] string entry = "") => string.Format(Culture, Find(entry), first, second);

    private string Say(object first, object second, object third, [CallerMemberName] string entry = "") =>
        string.Format(Culture, Find(entry), first, second, third);

    private string Find(string entry) =>
        Strings.GetString(entry, Culture) ?? throw new MissingManifestResourceException($"Texts.resx has no entry {entry}.");

    /// <summary>Received</summary>
    public string StatusNew => Say();

    /// <summary>In progress</summary>
    public string StatusOpen => Say();

    /// <summary>Solved, awaiting your word</summary>
    public string StatusResolved => Say();

    /// <summary>Closed</summary>
    public string StatusClosed => Say();

    /// <summary>New</summary>
    public string DeskStatusNew => Say();

    /// <summary>Open</summary>
    public string DeskStatusOpen => Say();

    /// <summary>Resolved</summary>
    public string DeskStatusResolved => Say();

    /// <summary>Closed</summary>
    public string DeskStatusClosed => Say();

    /// <summary>Microsoft 365</summary>
    public string ServiceMicrosoft365 => Say();

    /// <summary>Azure</summary>
    public string ServiceAzure => Say();

    /// <summary>Dynamics 365</summary>
    public string ServiceDynamics365 => Say();

    /// <summary>Something else</summary>
    public string ServiceOther => Say();

    /// <summary>Technical</summary>
    public string CategoryTechnical => Say();

    /// <summary>Billing</summary>
    public string CategoryBilling => Say();

    /// <summary>Subscription</summary>
    public string CategorySubscription => Say();

    /// <summary>Only me</summary>
    public string AffectedOnlyMe => Say();

    /// <summary>Several people</summary>
    public string AffectedSeveral => Say();

    /// <summary>Everyone</summary>
    public string AffectedEveryone => Say();

    /// <summary>No, work goes on</summary>
    public string BlockedNo => Say();

    /// <summary>Partly</summary>
    public string BlockedPartly => Say();

    /// <summary>Yes, work is stopped</summary>
    public string BlockedYes => Say();

    /// <summary>Subject</summary>
    public string LabelSubject => Say();

    /// <summary>What is wrong</summary>
    public string LabelDescription => Say();

    /// <summary>Service</summary>
    public string LabelService => Say();

    /// <summary>Kind of request</summary>
    public string LabelCategory => Say();

    /// <summary>Who is affected</summary>
    public string LabelAffected => Say();

    /// <summary>Is work blocked?</summary>
    public string LabelBlocked => Say();

    /// <summary>Looked after by</summary>
    public string LabelOwner => Say();

    /// <summary>Filed</summary>
    public string LabelFiled => Say();

    /// <summary>What was done</summary>
    public string LabelSolution => Say();

    /// <summary>Nobody yet</summary>
    public string Nobody => Say();

    /// <summary>Get support</summary>
    public string ButtonGetSupport => Say();

    /// <summary>My tickets</summary>
    public string ButtonMyTickets => Say();

    /// <summary>Talk to a person</summary>
    public string ButtonPerson => Say();

    /// <summary>Send</summary>
    public string ButtonSend => Say();

    /// <summary>Cancel</summary>
    public string ButtonCancel => Say();

    /// <summary>Bring it back</summary>
    public string ButtonBringBack => Say();

    /// <summary>New request</summary>
    public string ButtonNewRequest => Say();

    /// <summary>Yes</summary>
    public string ButtonYesSettled => Say();

    /// <summary>Not yet</summary>
    public string ButtonNotYet => Say();

    /// <summary>Show</summary>
    public string ButtonShow => Say();

    /// <summary>Show more</summary>
    public string ButtonMore => Say();

    /// <summary>Claim</summary>
    public string ButtonClaim => Say();

    /// <summary>Reply to customer</summary>
    public string ButtonReply => Say();

    /// <summary>Internal note</summary>
    public string ButtonNote => Say();

    /// <summary>Resolve</summary>
    public string ButtonResolve => Say();

    /// <summary>Whole text</summary>
    public string ButtonWholeText => Say();

    /// <summary>Send again</summary>
    public string ButtonSendAgain => Say();

    /// <summary>Send to customer</summary>
    public string ButtonSendToCustomer => Say();

    /// <summary>Keep note</summary>
    public string ButtonKeepNote => Say();

    /// <summary>Mark as resolved</summary>
    public string ButtonMarkResolved => Say();

    /// <summary>Next part</summary>
    public string ButtonNext => Say();

    /// <summary>Welcome to {0} support</summary>
    public string WelcomeTitle(object partner) => Say(partner);

    /// <summary>Tell me in your own words what you need: a fault, a question or an order. I write it down with you and hand it to our team; their answers come here.</summary>
    public string WelcomeText => Say();

    /// <summary>You can write help at any time.</summary>
    public string WelcomeHint => Say();

    /// <summary>Write what is wrong and I prepare a request for you to check and send. You can also write: status, my tickets, hours, prices, new request, cancel, talk to a person. To write to one ticket among several, begin with its number, for example {0}: …</summary>
    public string HelpText(object example) => Say(example);

    /// <summary>What can we help you with? Write it in your own words.</summary>
    public string AskWhatIsWrong => Say();

    /// <summary>I could not make out what this is about. Please describe it in a few words.</summary>
    public string AskInWords => Say();

    /// <summary>What is it about?</summary>
    public string AskWhichService => Say();

    /// <summary>Please choose one of these, or write its name.</summary>
    public string AskWhichServiceAgain => Say();

    /// <summary>Please check your request</summary>
    public string SummaryTitle => Say();

    /// <summary>I filled this in from what you wrote. Change what is not right, then send it.</summary>
    public string SummaryText => Say();

    /// <summary>Your text is long ({0} characters). It goes to the team whole.</summary>
    public string SummaryLongText(object characters) => Say(characters);

    /// <summary>Please give it a subject.</summary>
    public string SubjectMissing => Say();

    /// <summary>Please say what is wrong.</summary>
    public string DescriptionMissing => Say();

    /// <summary>I added that to your request. Press Send when it is complete, or write send.</summary>
    public string SummaryAdded => Say();

    /// <summary>Your request is waiting for you to send it.</summary>
    public string SummaryWaiting => Say();

    /// <summary>This request was already sent or cancelled.</summary>
    public string SummaryGone => Say();

    /// <summary>Cancelled. Nothing was sent.</summary>
    public string Cancelled => Say();

    /// <summary>There is nothing to cancel.</summary>
    public string NothingToCancel => Say();

    /// <summary>Here it is again.</summary>
    public string BroughtBack => Say();

    /// <summary>Your request has the number {0}. Our team has it, and answers here.</summary>
    public string Filed(object number) => Say(number);

    /// <summary>Our team has your request and answers here.</summary>
    public string TicketCardNew => Say();

    /// <summary>We are working on it. Write here to add something.</summary>
    public string TicketCardOpen => Say();

    /// <summary>This request is closed. Write here to start a new one.</summary>
    public string TicketCardClosed => Say();

    /// <summary>You asked for a person. Somebody from the team will write to you here.</summary>
    public string PersonComes => Say();

    /// <summary>I told the team that you want to talk to a person about {0}. They write to you here.</summary>
    public string PersonAsked(object number) => Say(number);

    /// <summary>A person will look at it. Tell me in a few words what it is about, so that the right one comes.</summary>
    public string PersonAskedWords => Say();

    /// <summary>Added to {0}.</summary>
    public string AddedTo(object number) => Say(number);

    /// <summary>Which request is this about?</summary>
    public string WhichTicket => Say();

    /// <summary>I keep this until you choose.</summary>
    public string WhichTicketText => Say();

    /// <summary>That text has already been placed.</summary>
    public string ParkedGone => Say();

    /// <summary>You have no open request. Write what is wrong to start one.</summary>
    public string NoOpenTickets => Say();

    /// <summary>You have not filed a request yet.</summary>
    public string NoTickets => Say();

    /// <summary>Your requests</summary>
    public string MyTicketsTitle => Say();

    /// <summary>{0} is now looking after {1}.</summary>
    public string TakenBy(object agent, object number) => Say(agent, number);

    /// <summary>Is {0} settled?</summary>
    public string SettledTitle(object number) => Say(number);

    /// <summary>Thank you. The request is closed.</summary>
    public string SettledYes => Say();

    /// <summary>The request is open again. What is still wrong? Write it here.</summary>
    public string SettledNo => Say();

    /// <summary>{0} on {1}</summary>
    public string ReplyHeading(object agent, object number) => Say(agent, number);

    /// <summary>Something went wrong on our side and this was not kept. Please send it once more.</summary>
    public string SomethingWrong => Say();

    /// <summary>Working on it. The answer follows here.</summary>
    public string WorkingOnIt => Say();

    /// <summary>This desk serves customers of {0}. Your organisation is not set up here yet; please contact {1}.</summary>
    public string UnknownTenant(object partner, object contact) => Say(partner, contact);

    /// <summary>I help in a personal chat</summary>
    public string GroupChatTitle => Say();

    /// <summary>Requests are private, so please open a chat with me: search for my name in Teams and write there.</summary>
    public string GroupChatText => Say();

    /// <summary>You work for the desk: tickets are in the desk's channel, each with its buttons.</summary>
    public string AgentPersonalChat => Say();

    /// <summary>Tickets come into this channel by themselves. Use the buttons on a ticket: what is typed here stays in the team and does not reach the customer.</summary>
    public string ChannelHelp => Say();

    /// <summary>I only work in the desk's own channel.</summary>
    public string ChannelElsewhere => Say();

    /// <summary>There is no request {0} of yours.</summary>
    public string RefusedNoSuchTicket(object number) => Say(number);

    /// <summary>There is no such ticket.</summary>
    public string RefusedNoSuchTicketAtDesk => Say();

    /// <summary>{0} is {1}; that is not possible now.</summary>
    public string RefusedNotInThisStatus(object number, object status) => Say(number, status);

    /// <summary>{0} has changed since this card was drawn. Here is how it stands.</summary>
    public string RefusedChangedSince(object number) => Say(number);

    /// <summary>{0} took {1} a moment ago.</summary>
    public string RefusedTakenByAnother(object agent, object number) => Say(agent, number);

    /// <summary>{0} is yours already.</summary>
    public string RefusedAlreadyYours(object number) => Say(number);

    /// <summary>Please write something first.</summary>
    public string RefusedNothingWritten => Say();

    /// <summary>That is more text than I can keep. Please send it in parts.</summary>
    public string RefusedTooLong => Say();

    /// <summary>Only members of the desk's team can do this.</summary>
    public string RefusedNotAnAgent => Say();

    /// <summary>I do not know this button. Write help to see what I can do.</summary>
    public string RefusedNotUnderstood => Say();

    /// <summary>{0} · {1} · {2}</summary>
    public string RootTitle(object number, object priority, object status) => Say(number, priority, status);

    /// <summary>{0}, {1}</summary>
    public string RootFrom(object person, object customer) => Say(person, customer);

    /// <summary>Asks to talk to a person</summary>
    public string RootWantsPerson => Say();

    /// <summary>{0} wrote</summary>
    public string PostCustomerWrote(object person) => Say(person);

    /// <summary>{0} asks to talk to a person</summary>
    public string PostAskedForPerson(object person) => Say(person);

    /// <summary>{0} replied to the customer</summary>
    public string PostReplied(object agent) => Say(agent);

    /// <summary>Internal note by {0}</summary>
    public string PostNoted(object agent) => Say(agent);

    /// <summary>{0} marked it as resolved</summary>
    public string PostResolved(object agent) => Say(agent);

    /// <summary>{0} says that it is settled</summary>
    public string PostSettled(object person) => Say(person);

    /// <summary>{0} says that it is not settled yet</summary>
    public string PostReopened(object person) => Say(person);

    /// <summary>{0} wrote; the ticket is open again</summary>
    public string PostReopenedByWord(object person) => Say(person);

    /// <summary>It is not confirmed that {0}'s reply reached {1}. It was not sent again.</summary>
    public string DeliveryDoubt(object agent, object customer) => Say(agent, customer);

    /// <summary>{0}'s reply did not reach {1}: Teams refused it.</summary>
    public string DeliveryFailed(object agent, object customer) => Say(agent, customer);

    /// <summary>Reply about {0}</summary>
    public string ReplyFormTitle(object number) => Say(number);

    /// <summary>{0} sees this in their chat, with your name.</summary>
    public string ReplyFormText(object customer) => Say(customer);

    /// <summary>Note on {0}</summary>
    public string NoteFormTitle(object number) => Say(number);

    /// <summary>Only the desk sees this.</summary>
    public string NoteFormText => Say();

    /// <summary>Resolve {0}</summary>
    public string ResolveFormTitle(object number) => Say(number);

    /// <summary>{0} sees this and is asked whether it is settled.</summary>
    public string ResolveFormText(object customer) => Say(customer);

    /// <summary>Your text</summary>
    public string LabelYourText => Say();

    /// <summary>On its way to {0}.</summary>
    public string DoneReplied(object customer) => Say(customer);

    /// <summary>The note is kept.</summary>
    public string DoneNoted => Say();

    /// <summary>Resolved. {0} is asked whether it is settled.</summary>
    public string DoneResolved(object customer) => Say(customer);

    /// <summary>{0}: part {1} of {2}</summary>
    public string WholeTextTitle(object number, object part, object parts) => Say(number, part, parts);

    /// <summary>… {0} characters in all</summary>
    public string AndMore(object characters) => Say(characters);

    /// <summary>{0}: {1}</summary>
    public string PreviewTicket(object number, object subject) => Say(number, subject);

    /// <summary>How a date with its time is written, as a .NET format.</summary>
    public string DateAndTime => Say();

    /// <summary>Support by {0}</summary>
    public string OfferTitle(object partner) => Say(partner);

    /// <summary>What we support</summary>
    public string OfferTypes => Say();

    /// <summary>When</summary>
    public string OfferHours => Say();

    /// <summary>Around the clock, every day</summary>
    public string OfferAroundTheClock => Say();

    /// <summary>{0} (time zone {1})</summary>
    public string OfferZone(object hours, object zone) => Say(hours, zone);

    /// <summary>How to reach us</summary>
    public string OfferReach => Say();

    /// <summary>Here in Teams, or by {0}</summary>
    public string OfferReachHere(object contact) => Say(contact);

    /// <summary>Price</summary>
    public string OfferPrice => Say();

    /// <summary>No charge</summary>
    public string PriceFree => Say();

    /// <summary>{0} an hour</summary>
    public string PricePerHour(object amount) => Say(amount);

    /// <summary>{0} a request</summary>
    public string PricePerIncident(object amount) => Say(amount);

    /// <summary>{0} h included</summary>
    public string PriceIncluded(object hours) => Say(hours);

    /// <summary>{0} an hour outside service hours</summary>
    public string PricePerHourOutOfHours(object amount) => Say(amount);

    /// <summary>Please ask {0} about support hours and prices.</summary>
    public string NoOffer(object contact) => Say(contact);

    /// <summary>We are closed now and open {0}. The first answer comes by {1}.</summary>
    public string ClosedNow(object opening, object answer) => Say(opening, answer);

    /// <summary>dddd, d MMMM 'at' HH:mm</summary>
    public string MomentPattern => Say();

    /// <summary>The request is open again.</summary>
    public string SettledReopened => Say();

    /// <summary>This desk serves our customers. To work on their tickets, ask to be added to the desk's team.</summary>
    public string ColleagueChat => Say();

    /// <summary>Your organisation is in another Microsoft cloud, which this desk cannot reach from here. Please contact {0}.</summary>
    public string OtherCloud(object contact) => Say(contact);

    /// <summary>P1: {0} says that their business stands still</summary>
    public string PostStopsBusiness(object person) => Say(person);

    /// <summary>{0} asked whether this work may be charged</summary>
    public string PostAskedConsent(object agent) => Say(agent);

    /// <summary>{0} agrees to the price</summary>
    public string PostAgreed(object person) => Say(person);

    /// <summary>{0} does not agree to the price</summary>
    public string PostDeclined(object person) => Say(person);

    /// <summary>Nobody answered in time whether this work may be charged</summary>
    public string PostConsentExpired => Say();

    /// <summary>The team knows already that {0} stops your business.</summary>
    public string RefusedAlreadyStopped(object number) => Say(number);

    /// <summary>This question is no longer open.</summary>
    public string RefusedNothingToAnswer => Say();

    /// <summary>The time to answer is over. The team asks again if the work is still wanted.</summary>
    public string RefusedConsentExpired => Say();

    /// <summary>Ask for consent</summary>
    public string ButtonAskConsent => Say();

    /// <summary>{0}: ask before charged work begins</summary>
    public string ConsentFormTitle(object number) => Say(number);

    /// <summary>{0} is asked whether this work may be charged, at this price: {1}</summary>
    public string ConsentFormText(object customer, object price) => Say(customer, price);

    /// <summary>Which work is to be charged</summary>
    public string LabelWork => Say();

    /// <summary>Estimate in hours, if you can say</summary>
    public string LabelEstimate => Say();

    /// <summary>The estimate is a number of hours above 0 and up to 1000, such as 2. Leave it empty where you cannot say.</summary>
    public string EstimateNotUnderstood => Say();

    /// <summary>Ask the customer</summary>
    public string ButtonAskCustomer => Say();

    /// <summary>{0} is asked. Do not begin charged work before the answer.</summary>
    public string DoneAskedConsent(object customer) => Say(customer);

    /// <summary>This customer's support costs nothing, so there is nothing to agree to.</summary>
    public string NothingToCharge => Say();

    /// <summary>Consent to charged work</summary>
    public string LabelConsent => Say();

    /// <summary>Waiting for consent until {0}: do not begin charged work yet.</summary>
    public string RootConsentAsked(object until) => Say(until);

    /// <summary>The customer's business stands still because of this.</summary>
    public string RootStopsBusiness => Say();

    /// <summary>{0} asked for consent: {1}</summary>
    public string PostAskedApprovers(object person, object approvers) => Say(person, approvers);

    /// <summary>{0} wanted to ask {1}, but a question reaches only those who have opened this app. Please reach them another way.</summary>
    public string PostApproverOutOfReach(object person, object approvers) => Say(person, approvers);

    /// <summary>{0} has no approver yet, so nobody there can agree. To choose one, a lead or an operator mentions me in this channel and writes "customers".</summary>
    public string PostNoApprover(object customer) => Say(customer);

    /// <summary>The question whether this work may be charged may not have reached {0}. Please reach them another way.</summary>
    public string ConsentDoubt(object person) => Say(person);

    /// <summary>{0}: may this work be charged?</summary>
    public string ConsentTitle(object number) => Say(number);

    /// <summary>Answer by</summary>
    public string LabelAnswerBy => Say();

    /// <summary>Estimate in hours: {0}</summary>
    public string ConsentEstimate(object hours) => Say(hours);

    /// <summary>Charged work begins only if you agree.</summary>
    public string ConsentYours => Say();

    /// <summary>Somebody who may agree to prices for your organisation has to answer. You can have them asked from here.</summary>
    public string ConsentOfApprover => Say();

    /// <summary>Nobody in your organisation is named yet to agree to prices. Our team sorts that out with you, and no charged work begins before.</summary>
    public string ConsentNoApprover => Say();

    /// <summary>Asked: {0}</summary>
    public string ConsentAskedOf(object approvers) => Say(approvers);

    /// <summary>Ask {0}</summary>
    public string ButtonAsk(object approver) => Say(approver);

    /// <summary>Ask the approvers</summary>
    public string ButtonAskApprovers => Say();

    /// <summary>Agree</summary>
    public string ButtonAgree => Say();

    /// <summary>Decline</summary>
    public string ButtonDecline => Say();

    /// <summary>{0} asks whether you agree to this price for your organisation.</summary>
    public string ApproverAsks(object person) => Say(person);

    /// <summary>I could not ask {0}: a question reaches only those who have opened this app. Our team knows. Once they have opened it, press again.</summary>
    public string ApproverOutOfReach(object approvers) => Say(approvers);

    /// <summary>{0} agreed on {1}.</summary>
    public string ConsentGiven(object person, object when) => Say(person, when);

    /// <summary>{0} declined on {1}.</summary>
    public string ConsentDeclined(object person, object when) => Say(person, when);

    /// <summary>Nobody answered by {0}.</summary>
    public string ConsentExpired(object until) => Say(until);

    /// <summary>{0} agreed to the price for {1}. The work goes ahead.</summary>
    public string ConsentGivenOutcome(object person, object number) => Say(person, number);

    /// <summary>{0} did not agree to the price for {1}. No charged work is done; your request goes on.</summary>
    public string ConsentDeclinedOutcome(object person, object number) => Say(person, number);

    /// <summary>Nobody answered in time whether work on {0} may be charged, so none is. Write here if you still want it.</summary>
    public string ConsentExpiredOutcome(object number) => Say(number);

    /// <summary>They have been asked already. The answer appears on this card.</summary>
    public string RefusedApproverAsked => Say();

    /// <summary>This stops my business</summary>
    public string ButtonStopsBusiness => Say();

    /// <summary>The team knows that {0} stops your business: it is at the top of the list now.</summary>
    public string StoppedKnown(object number) => Say(number);

    /// <summary>An agent takes it up first and writes to you here.</summary>
    public string StoppedNext => Say();

    /// <summary>If it cannot wait, reach us by {0}.</summary>
    public string StoppedReach(object contact) => Say(contact);

    /// <summary>Which request stops your business?</summary>
    public string StopsWhich => Say();

    /// <summary>Our team knows that this stops your business, and takes it up first.</summary>
    public string TicketCardStopped => Say();

    /// <summary>Somebody of an organisation that nobody knows wrote to us</summary>
    public string TenantTitle => Say();

    /// <summary>They were told to contact you. Nothing of what they wrote was kept.</summary>
    public string TenantText => Say();

    /// <summary>Tenant</summary>
    public string LabelTenant => Say();

    /// <summary>Linked to {0} by {1}</summary>
    public string TenantLinked(object customer, object by) => Say(customer, by);

    /// <summary>Ignored by {0}</summary>
    public string TenantIgnored(object by) => Say(by);

    /// <summary>Link to a customer</summary>
    public string ButtonLinkTenant => Say();

    /// <summary>New customer</summary>
    public string ButtonNewCustomer => Say();

    /// <summary>Ignore</summary>
    public string ButtonIgnore => Say();

    /// <summary>Do not ignore</summary>
    public string ButtonHeed => Say();

    /// <summary>Customers</summary>
    public string CustomersTitle => Say();

    /// <summary>There is no customer yet. Import them from Partner Center, or wait for somebody to write.</summary>
    public string NoCustomersYet => Say();

    /// <summary>Name or domain</summary>
    public string LabelSearchCustomer => Say();

    /// <summary>No customer fits "{0}".</summary>
    public string NoCustomerFound(object words) => Say(words);

    /// <summary>{0} customers; the first {1} are shown. Search to find others.</summary>
    public string ManyCustomers(object all, object shown) => Say(all, shown);

    /// <summary>Customer</summary>
    public string LabelCustomer => Say();

    /// <summary>Search</summary>
    public string ButtonSearch => Say();

    /// <summary>Please give it a name.</summary>
    public string NameMissing => Say();

    /// <summary>Main domain</summary>
    public string LabelDomain => Say();

    /// <summary>Cloud</summary>
    public string LabelCloud => Say();

    /// <summary>Commercial</summary>
    public string CloudCommercial => Say();

    /// <summary>Delegated admin ends</summary>
    public string LabelDelegatedAdmin => Say();

    /// <summary>Not known</summary>
    public string NotKnown => Say();

    /// <summary>None of its people has opened this app yet; approvers and administrators can be chosen once they have.</summary>
    public string NobodyMet => Say();

    /// <summary>May agree to work that costs</summary>
    public string LabelApprovers => Say();

    /// <summary>See all of the organisation's requests</summary>
    public string LabelAdministrators => Say();

    /// <summary>Plan</summary>
    public string LabelPlan => Say();

    /// <summary>Queue</summary>
    public string LabelQueue => Say();

    /// <summary>The first queue</summary>
    public string FirstQueue => Say();

    /// <summary>Contacts, one a line</summary>
    public string LabelContacts => Say();

    /// <summary>Save</summary>
    public string ButtonKeep => Say();

    /// <summary>I am here. So that requests come in, an operator chooses the channel that takes them.</summary>
    public string NoQueueYet => Say();

    /// <summary>My roles in Partner Center</summary>
    public string LabelPartnerCenterRoles => Say();

    /// <summary>Admin agent</summary>
    public string RoleAdminAgent => Say();

    /// <summary>Helpdesk agent</summary>
    public string RoleHelpdeskAgent => Say();

    /// <summary>Sales agent</summary>
    public string RoleSalesAgent => Say();

    /// <summary>Requests of this queue come into the channel that you choose here; members of this team are agents. Nothing has to be copied.</summary>
    public string UseChannelText => Say();

    /// <summary>Channel</summary>
    public string LabelChannel => Say();

    /// <summary>General</summary>
    public string GeneralChannel => Say();

    /// <summary>Use a channel for a queue</summary>
    public string ButtonUseChannel => Say();

    /// <summary>File for a customer</summary>
    public string ButtonFileFor => Say();

    /// <summary>For whom</summary>
    public string LabelForWhom => Say();

    /// <summary>Somebody without Teams</summary>
    public string NoTeamsUser => Say();

    /// <summary>Name, for somebody without Teams</summary>
    public string LabelNameOfPerson => Say();

    /// <summary>File the request</summary>
    public string ButtonFileIt => Say();

    /// <summary>{0} is filed for {1}.</summary>
    public string DoneFiledFor(object number, object person) => Say(number, person);

    /// <summary>{0} is saved.</summary>
    public string DoneCustomerKept(object customer) => Say(customer);

    /// <summary>Linked to {0}. Whoever waits is told that they can go on.</summary>
    public string DoneLinked(object customer) => Say(customer);

    /// <summary>Requests of the queue {0} now come into the channel {1}.</summary>
    public string DoneQueue(object queue, object channel) => Say(queue, channel);

    /// <summary>This is not for your role. Ask a lead or an operator of the desk.</summary>
    public string RefusedNotYours => Say();

    /// <summary>This tenant is another customer's already.</summary>
    public string RefusedTenantTaken => Say();

    /// <summary>Somebody else changed this a moment ago. Here is how it stands.</summary>
    public string RefusedOvertaken => Say();

    /// <summary>This desk serves the cloud {1}; a customer in {0} needs a deployment of its own, with a bot registered there.</summary>
    public string RefusedOtherCloud(object cloud, object ours) => Say(cloud, ours);

    /// <summary>Please do this in a channel of the team: mention me there.</summary>
    public string RefusedInATeamOnly => Say();

    /// <summary>Please choose one of this team's channels.</summary>
    public string RefusedNoSuchChannel => Say();

    /// <summary>Please choose a customer.</summary>
    public string RefusedChooseCustomer => Say();

    /// <summary>Please give the name of the person.</summary>
    public string RefusedNameNeeded => Say();

    /// <summary>{0} now serves your organisation here. Write what you need.</summary>
    public string WelcomedText(object partner) => Say(partner);

    /// <summary>Filed by {0}</summary>
    public string RootFiledBy(object agent) => Say(agent);

    /// <summary>{0} wrote this down for you.</summary>
    public string TicketCardFiledFor(object agent) => Say(agent);

    /// <summary>Our organisation's requests</summary>
    public string ButtonOrganisation => Say();

    /// <summary>Your organisation's requests</summary>
    public string OrganisationTitle => Say();

    /// <summary>Saved.</summary>
    public string DoneRolesKept => Say();

    /// <summary>Report a fault, ask a question or place an order</summary>
    public string CommandNewRequestHint => Say();

    /// <summary>Your requests and how far each of them is</summary>
    public string CommandMyTicketsHint => Say();

    /// <summary>Status</summary>
    public string CommandStatus => Say();

    /// <summary>How far your open requests are</summary>
    public string CommandStatusHint => Say();

    /// <summary>Hours and prices</summary>
    public string CommandOffer => Say();

    /// <summary>What we support, when, and at what price</summary>
    public string CommandOfferHint => Say();

    /// <summary>Have a person look after your request</summary>
    public string CommandPersonHint => Say();

    /// <summary>Help</summary>
    public string CommandHelp => Say();

    /// <summary>What you can do here</summary>
    public string CommandHelpHint => Say();

    /// <summary>File for a customer</summary>
    public string CommandNewForCustomer => Say();

    /// <summary>Write down a request that came by phone or mail</summary>
    public string CommandNewForCustomerHint => Say();

    /// <summary>Customers</summary>
    public string CommandCustomers => Say();

    /// <summary>The customers whom the desk serves</summary>
    public string CommandCustomersHint => Say();

    /// <summary>Use this channel</summary>
    public string CommandUseChannel => Say();

    /// <summary>Have tickets come into this channel</summary>
    public string CommandUseChannelHint => Say();

    /// <summary>{0} support in Teams</summary>
    public string CustomerAppFullName(object partner) => Say(partner);

    /// <summary>Ask {0} for support and read the answers here.</summary>
    public string CustomerAppBrief(object partner) => Say(partner);

    /// <summary>Write in your own words what you need: a fault, a question or an order. The app writes it down with you; you check it, send it and get a number. {0} answers in this chat. At any time you can see your requests and how far they are, ask for support hours and prices, or ask for a person. If the app does not answer, this is how to reach {0}: {1}</summary>
    public string CustomerAppAbout(object partner, object contact) => Say(partner, contact);

    /// <summary>Support desk</summary>
    public string DeskAppName => Say();

    /// <summary>Support desk of {0}</summary>
    public string DeskAppFullName(object partner) => Say(partner);

    /// <summary>Work on customers' tickets in your team's channel.</summary>
    public string DeskAppBrief => Say();

    /// <summary>For the agents of {0}. Customers' tickets come into the desk's channel, each with buttons to claim it, answer the customer, keep an internal note and resolve it. What is typed in the channel stays in the team; only a reply sent with its button reaches the customer. The app asks for permission to read the messages in the team's channels; it answers only those that mention it.</summary>
    public string DeskAppAbout(object partner) => Say(partner);

    /// <summary>Find a ticket</summary>
    public string SearchTitle => Say();

    /// <summary>Find one of the desk's tickets</summary>
    public string SearchHint => Say();

    /// <summary>Ticket</summary>
    public string SearchWhat => Say();

    /// <summary>The ticket's number</summary>
    public string SearchWhatHint => Say();

    /// <summary>Write the number of a ticket, such as A-1042.</summary>
    public string SearchByNumber => Say();

    /// <summary>Given by {0}</summary>
    public string RootGivenBy(object company) => Say(company);

    /// <summary>{0} ({1})</summary>
    public string CompanyContact(object company, object contact) => Say(company, contact);

    /// <summary>{0} (given by {1})</summary>
    public string OfferSupport(object help, object company) => Say(help, company);

    /// <summary>Also: {0}</summary>
    public string OfferAlso(object lines) => Say(lines);

    /// <summary>all services</summary>
    public string OfferAllServices => Say();

    /// <summary>other services</summary>
    public string OfferOtherServices => Say();

    /// <summary>technical questions</summary>
    public string OfferTechnical => Say();

    /// <summary>billing</summary>
    public string OfferBilling => Say();

    /// <summary>subscriptions</summary>
    public string OfferSubscriptions => Say();

    /// <summary>{0} and {1}</summary>
    public string And(object before, object last) => Say(before, last);

    /// <summary>{0} (prices as of {1})</summary>
    public string OfferPriceSince(object price, object date) => Say(price, date);

    /// <summary>{0} (as of {1})</summary>
    public string OfferFreeSince(object free, object date) => Say(free, date);

    /// <summary>How a day is written, as a .NET format.</summary>
    public string DayPattern => Say();

    /// <summary>What we cannot solve</summary>
    public string OfferBeyond => Say();

    /// <summary>We take it to our provider, {0}, and stay your contact</summary>
    public string OfferProvider(object provider) => Say(provider);

    /// <summary>Our support offer does not include this: {0}, {1}. You can send it all the same and we tell you what we can do, or contact {2}.</summary>
    public string NotInOffer(object service, object help, object contact) => Say(service, help, contact);

    /// <summary>No plan of its own</summary>
    public string NoPlan => Say();

    /// <summary>The delegated admin relationship (GDAP) with {0} ends on {1}: in {2} days. Renew it in Partner Center, or your agents lose access.</summary>
    public string DelegatedAdminEnds(object customer, object date, object days) => Say(customer, date, days);

    /// <summary>The delegated admin relationship (GDAP) with {0} ends tomorrow, {1}. Renew it in Partner Center, or your agents lose access.</summary>
    public string DelegatedAdminEndsTomorrow(object customer, object date) => Say(customer, date);

    /// <summary>The delegated admin relationship (GDAP) with {0} ends today, {1}. Renew it in Partner Center, or your agents lose access.</summary>
    public string DelegatedAdminEndsToday(object customer, object date) => Say(customer, date);

    /// <summary>The delegated admin relationship (GDAP) with {0} ended on {1}: your agents have no access any more. Ask the customer for a new one in Partner Center.</summary>
    public string DelegatedAdminEnded(object customer, object date) => Say(customer, date);

    /// <summary>How a date is written, as a .NET format.</summary>
    public string DateOnly => Say();

    /// <summary>A colleague asks for support</summary>
    public string ColleagueTitle => Say();

    /// <summary>They belong to your own organisation, but to no team of the desk. As a customer, your own organisation can file requests like any other.</summary>
    public string ColleagueText => Say();

    /// <summary>Nobody of your organisation has filed a request yet.</summary>
    public string NoTicketsOfOrganisation => Say();

    /// <summary>Please choose one of this customer's people, or give a name.</summary>
    public string RefusedNoSuchPerson => Say();

    /// <summary>Find somebody by name</summary>
    public string LabelFindPerson => Say();

    /// <summary>{1} does not use Teams, so {0}'s reply stays here. Please tell them another way.</summary>
    public string DeliveryNoTeams(object agent, object person) => Say(agent, person);

    /// <summary>Kept. {0} does not use Teams: please tell them another way.</summary>
    public string DoneKeptForNoTeams(object person) => Say(person);

    /// <summary>Only the last active ones are shown. All of them are under {0}.</summary>
    public string MoreTickets(object button) => Say(button);

    /// <summary>{0} withdrew the question whether this work may be charged</summary>
    public string PostConsentWithdrawn(object agent) => Say(agent);

    /// <summary>The question that is still open is withdrawn when you ask this one.</summary>
    public string ConsentFormReplaces => Say();

    /// <summary>No prices are set, so there is nothing to ask yet. Whoever runs this bot sets them in its settings, under Offer.</summary>
    public string NoPricesSet => Say();

    /// <summary>This question was withdrawn on {0}. There is nothing to answer.</summary>
    public string ConsentWithdrawn(object when) => Say(when);

    /// <summary>The files waited too long and are no longer here. Please send them again.</summary>
    public string RefusedFilesGone => Say();

    /// <summary>file-{0}</summary>
    public string FileName(object number) => Say(number);

    /// <summary>"{0}" was not added: it is larger than 10 MB. Send a smaller one, such as a part of the picture or the lines of the log that matter.</summary>
    public string FileTooLarge(object name) => Say(name);

    /// <summary>"{0}" was not added: there is nothing in it. Check the file and send it again.</summary>
    public string FileEmpty(object name) => Say(name);

    /// <summary>"{0}" was not added: for safety we take no programs, nor archives with programs in them. Tell us its name and where it comes from instead.</summary>
    public string FileIsProgram(object name) => Say(name);

    /// <summary>"{0}" was not added: for safety we take no scripts or web pages, nor archives with them. Paste its text into a message, or send a picture of it.</summary>
    public string FileIsScript(object name) => Say(name);

    /// <summary>"{0}" was not added: for safety we take no files in which macros can run. Save it without macros, or as PDF, and send that.</summary>
    public string FileHasMacros(object name) => Say(name);

    /// <summary>"{0}" was not added: for safety we take no SVG pictures. Send it as PNG or JPEG.</summary>
    public string FileIsVectorPicture(object name) => Say(name);

    /// <summary>"{0}" was not added: unpacked it would be too large. Send the files that matter one by one.</summary>
    public string FileIsArchiveBomb(object name) => Say(name);

    /// <summary>"{0}" was not added: we cannot look into this archive. Send the files one by one, or in a zip without a password.</summary>
    public string FileIsClosedArchive(object name) => Say(name);

    /// <summary>"{0}" was not added: it could not be fetched from Teams. Please send it again.</summary>
    public string FileNotFetched(object name) => Say(name);

    /// <summary>"{0}" was not added: a request takes {1} files at once. Send it once this request is filed.</summary>
    public string FilesTooMany(object name, object most) => Say(name, most);

    /// <summary>Added to {0}: {1}</summary>
    public string FilesAddedTo(object number, object names) => Say(number, names);

    /// <summary>Added to your request: {0}</summary>
    public string FilesAddedToRequest(object names) => Say(names);

    /// <summary>Files of {0}</summary>
    public string FilesTitle(object number) => Say(number);

    /// <summary>The links are for you alone and work for 10 minutes.</summary>
    public string FilesText => Say();

    /// <summary>… {0} files in all</summary>
    public string AndMoreFiles(object count) => Say(count);

    /// <summary>Open</summary>
    public string ButtonOpenFiles => Say();

    /// <summary>Open picture</summary>
    public string ButtonOpen => Say();

    /// <summary>Download</summary>
    public string ButtonDownload => Say();

    /// <summary>Files</summary>
    public string LabelFiles => Say();

    /// <summary>{0} sent these with the request</summary>
    public string PostFiledFiles(object name) => Say(name);

    /// <summary>This link does not work, or no longer does. Open the file again from the ticket in Teams.</summary>
    public string FileLinkOver => Say();

    /// <summary>This file is damaged and cannot be opened. Ask the customer to send it again.</summary>
    public string FileDamaged => Say();

    /// <summary>The file cannot be opened at the moment. Try again in a minute.</summary>
    public string FileLater => Say();

    /// <summary>Open tickets: {0}</summary>
    public string QueueTicketsTitle(object queue) => Say(queue);

    /// <summary>Tickets you look after</summary>
    public string OwnedTicketsTitle => Say();

    /// <summary>There is no open ticket in this queue.</summary>
    public string NoTicketsInQueue => Say();

    /// <summary>You look after no open ticket. Claim one from a queue.</summary>
    public string NoTicketsOwned => Say();

    /// <summary>Scheduled</summary>
    public string StatusScheduled => Say();

    /// <summary>Cancelled</summary>
    public string StatusCancelled => Say();

    /// <summary>Continued in another request</summary>
    public string StatusMerged => Say();

    /// <summary>Waiting on customer</summary>
    public string DeskStatusWaitingOnCustomer => Say();

    /// <summary>Waiting on third party</summary>
    public string DeskStatusWaitingOnThirdParty => Say();

    /// <summary>We asked you something and go on as soon as you answer here.</summary>
    public string TicketCardWaitingOnCustomer => Say();

    /// <summary>We go on with it on {0}.</summary>
    public string TicketCardScheduled(object when) => Say(when);

    /// <summary>This request was cancelled. Write here to start a new one.</summary>
    public string TicketCardCancelled => Say();

    /// <summary>Our team looks at what you wrote and decides how to go on.</summary>
    public string TicketCardHeld => Say();

    /// <summary>Still a problem</summary>
    public string ButtonStillProblem => Say();

    /// <summary>I no longer need this</summary>
    public string ButtonNoLongerNeeded => Say();

    /// <summary>More…</summary>
    public string ButtonMoreActions => Say();

    /// <summary>Take over</summary>
    public string ButtonTakeOver => Say();

    /// <summary>Assign…</summary>
    public string ButtonAssign => Say();

    /// <summary>Move to another queue…</summary>
    public string ButtonTransfer => Say();

    /// <summary>Change priority…</summary>
    public string ButtonChangePriority => Say();

    /// <summary>Ask the customer…</summary>
    public string ButtonAskOfCustomer => Say();

    /// <summary>Escalate…</summary>
    public string ButtonEscalate => Say();

    /// <summary>Schedule…</summary>
    public string ButtonSchedule => Say();

    /// <summary>Back to work…</summary>
    public string ButtonResume => Say();

    /// <summary>Close…</summary>
    public string ButtonClose => Say();

    /// <summary>Open again…</summary>
    public string ButtonReopen => Say();

    /// <summary>Cancel ticket…</summary>
    public string ButtonCancelTicket => Say();

    /// <summary>Resolve anyway</summary>
    public string ButtonResolveAnyway => Say();

    /// <summary>Do it anyway</summary>
    public string ButtonDoAnyway => Say();

    /// <summary>Confirm</summary>
    public string ButtonConfirm => Say();

    /// <summary>To whom</summary>
    public string LabelAssignee => Say();

    /// <summary>Why (for the desk only)</summary>
    public string LabelWhy => Say();

    /// <summary>Why (the customer reads it)</summary>
    public string LabelWhyCustomer => Say();

    /// <summary>To whom</summary>
    public string LabelEscalateTo => Say();

    /// <summary>Our leads</summary>
    public string EscalateToLeads => Say();

    /// <summary>Another company</summary>
    public string EscalateOutside => Say();

    /// <summary>Date</summary>
    public string LabelDate => Say();

    /// <summary>Time ({0})</summary>
    public string LabelTime(object zone) => Say(zone);

    /// <summary>More for {0}</summary>
    public string MoreTitle(object number) => Say(number);

    /// <summary>Assign {0}</summary>
    public string AssignFormTitle(object number) => Say(number);

    /// <summary>Whoever gets it is told in their own chat, if they have opened this app there.</summary>
    public string AssignFormText => Say();

    /// <summary>Take {0} over</summary>
    public string TakeOverFormTitle(object number) => Say(number);

    /// <summary>{0} has this ticket, and is told that you take it over.</summary>
    public string TakeOverFormText(object owner) => Say(owner);

    /// <summary>Move {0} to another queue</summary>
    public string TransferFormTitle(object number) => Say(number);

    /// <summary>The ticket keeps its history and waits there for somebody to claim it. The customer is told once.</summary>
    public string TransferFormText => Say();

    /// <summary>There is no other queue. An operator sets one up by mentioning me in its channel.</summary>
    public string NoOtherQueue => Say();

    /// <summary>Priority of {0}</summary>
    public string PriorityFormTitle(object number) => Say(number);

    /// <summary>The priority follows from these two answers.</summary>
    public string PriorityFormText => Say();

    /// <summary>Ask about {0}</summary>
    public string AskFormTitle(object number) => Say(number);

    /// <summary>{0} sees this in their chat, with your name. The ticket waits until they answer.</summary>
    public string AskFormText(object customer) => Say(customer);

    /// <summary>Escalate {0}</summary>
    public string EscalateFormTitle(object number) => Say(number);

    /// <summary>Write what is needed; for another company, its name and the case number. The customer does not see this.</summary>
    public string EscalateFormText => Say();

    /// <summary>Schedule {0}</summary>
    public string ScheduleFormTitle(object number) => Say(number);

    /// <summary>Work goes on at this time; the desk is reminded then. The customer sees the date.</summary>
    public string ScheduleFormText => Say();

    /// <summary>Please give a date and a time such as 14:30.</summary>
    public string TimeNotUnderstood => Say();

    /// <summary>Back to work on {0}</summary>
    public string ResumeFormTitle(object number) => Say(number);

    /// <summary>The ticket is open again and waits for nothing.</summary>
    public string ResumeFormText => Say();

    /// <summary>Close {0}</summary>
    public string CloseFormTitle(object number) => Say(number);

    /// <summary>{0} is not asked any more whether it is settled. They can open it again for 14 days.</summary>
    public string CloseFormText(object customer) => Say(customer);

    /// <summary>Open {0} again</summary>
    public string ReopenFormTitle(object number) => Say(number);

    /// <summary>The ticket goes on with everything that was written.</summary>
    public string ReopenFormText => Say();

    /// <summary>Cancel {0}</summary>
    public string CancelFormTitle(object number) => Say(number);

    /// <summary>{0} is told that nothing more is done about it. It can be opened again.</summary>
    public string CancelFormText(object customer) => Say(customer);

    /// <summary>{0} has the ticket.</summary>
    public string DoneAssigned(object name) => Say(name);

    /// <summary>Moved to {0}.</summary>
    public string DoneTransferred(object queue) => Say(queue);

    /// <summary>The priority is {0}.</summary>
    public string DonePriority(object priority) => Say(priority);

    /// <summary>On its way to {0}. The ticket waits for the answer.</summary>
    public string DoneAsked(object name) => Say(name);

    /// <summary>The leads are asked to look at it.</summary>
    public string DoneEscalated => Say();

    /// <summary>The ticket waits on them; the customer sees it as in progress.</summary>
    public string DoneWaiting => Say();

    /// <summary>Scheduled for {0}.</summary>
    public string DoneScheduled(object when) => Say(when);

    /// <summary>The ticket is open.</summary>
    public string DoneResumed => Say();

    /// <summary>Closed.</summary>
    public string DoneClosed => Say();

    /// <summary>Open again.</summary>
    public string DoneReopened => Say();

    /// <summary>Cancelled.</summary>
    public string DoneCancelled => Say();

    /// <summary>{0} assigned it: {1}</summary>
    public string PostAssigned(object who, object owner) => Say(who, owner);

    /// <summary>{0} moved it to another queue: {1}</summary>
    public string PostTransferred(object who, object queue) => Say(who, queue);

    /// <summary>{0} changed the priority</summary>
    public string PostChangedPriority(object who) => Say(who);

    /// <summary>{0} asked the customer</summary>
    public string PostAskedCustomer(object who) => Say(who);

    /// <summary>{0} handed it to somebody outside the desk</summary>
    public string PostWaitsOnThirdParty(object who) => Say(who);

    /// <summary>{0} asks the leads to look at it</summary>
    public string PostEscalated(object who) => Say(who);

    /// <summary>{0} scheduled it for {1}</summary>
    public string PostScheduled(object who, object when) => Say(who, when);

    /// <summary>The agreed time has come</summary>
    public string PostWoke => Say();

    /// <summary>{0} is back to work on it</summary>
    public string PostResumed(object who) => Say(who);

    /// <summary>{0} closed it</summary>
    public string PostClosed(object who) => Say(who);

    /// <summary>{0} opened it again</summary>
    public string PostReopenedAtDesk(object who) => Say(who);

    /// <summary>{0} cancelled it</summary>
    public string PostCancelled(object who) => Say(who);

    /// <summary>{0} no longer needs this</summary>
    public string PostNotNeeded(object who) => Say(who);

    /// <summary>{0} sent files</summary>
    public string PostAttached(object who) => Say(who);

    /// <summary>{0} wrote again. This ticket was reopened so often within an hour that it is held: a lead opens it again or closes it</summary>
    public string PostHeld(object who) => Say(who);

    /// <summary>{0} gave you {1}: {2}</summary>
    public string OwnerGiven(object who, object number, object subject) => Say(who, number, subject);

    /// <summary>{0} now has {1}: {2}</summary>
    public string OwnerTaken(object owner, object number, object subject) => Say(owner, number, subject);

    /// <summary>Another of our teams now looks after {0}. Nothing is lost; we go on here.</summary>
    public string MovedTo(object number) => Say(number);

    /// <summary>{0} cancelled {1}. If you still need it, press "Still a problem" on the request.</summary>
    public string CancelledByDesk(object who, object number) => Say(who, number);

    /// <summary>Moved to {0}; the thread goes on there.</summary>
    public string RootMoved(object queue) => Say(queue);

    /// <summary>Waiting on: {0}</summary>
    public string RootWaitsFor(object whom) => Say(whom);

    /// <summary>Scheduled for {0}</summary>
    public string RootScheduledFor(object when) => Say(when);

    /// <summary>The leads are asked to look at it.</summary>
    public string RootEscalated => Say();

    /// <summary>Held: reopened too often within an hour. Open it again or close it under "More…".</summary>
    public string RootHeld => Say();

    /// <summary>Follows {0}</summary>
    public string RootFollows(object number) => Say(number);

    /// <summary>{0} is like that already.</summary>
    public string RefusedNothingChanges(object number) => Say(number);

    /// <summary>Please choose a time that is still to come.</summary>
    public string RefusedNotInFuture => Say();

    /// <summary>{0} wrote {1}: "{2}"</summary>
    public string RefusedCustomerWrote(object who, object ago, object words) => Say(who, ago, words);

    /// <summary>{0} was closed more than 14 days ago. A new request follows it.</summary>
    public string RefusedClosedTooLong(object number) => Say(number);

    /// <summary>{0} has changed since: {1}. Owner: {2}.</summary>
    public string RefusedChangedBy(object number, object what, object owner) => Say(number, what, owner);

    /// <summary>{0} s ago</summary>
    public string AgoSeconds(object seconds) => Say(seconds);

    /// <summary>{0} min ago</summary>
    public string AgoMinutes(object minutes) => Say(minutes);

    /// <summary>{0} h ago</summary>
    public string AgoHours(object hours) => Say(hours);

    /// <summary>Your words are with {0}. It was reopened many times within an hour, so a person of our team looks at it now.</summary>
    public string HeldForLead(object number) => Say(number);

    /// <summary>Thank you for telling us. {0} is cancelled.</summary>
    public string WithdrawnByCustomer(object number) => Say(number);

    /// <summary>{0} was closed more than 14 days ago, so this becomes a new request that follows it.</summary>
    public string FollowsClosed(object number) => Say(number);

    /// <summary>You opened {0} {1} with the same words. Is this another request, or the same one again?</summary>
    public string FiledBefore(object number, object ago) => Say(number, ago);

    /// <summary>Open another</summary>
    public string ButtonOpenAnother => Say();

    /// <summary>It is the same one</summary>
    public string ButtonSameRequest => Say();

    /// <summary>Waiting for your answer</summary>
    public string StatusWaitingOnCustomer => Say();

    /// <summary>Undo</summary>
    public string ButtonUndo => Say();

    /// <summary>Send now</summary>
    public string ButtonSendNow => Say();

    /// <summary>Goes to {0} in a few seconds. Until then it can be taken back.</summary>
    public string PostKeptBack(object name) => Say(name);

    /// <summary>{0} took this reply back. The customer never saw it.</summary>
    public string PostUndone(object name) => Say(name);

    /// <summary>{0} took a reply back before it went out</summary>
    public string PostUndid(object name) => Say(name);

    /// <summary>Goes to {0} in {1} seconds. In the thread you can take it back until then, or send it now.</summary>
    public string DoneReplyHeld(object name, object seconds) => Say(name, seconds);

    /// <summary>Taken back: {0} has not seen it. Mend it and send it, or close this form.</summary>
    public string UndoneForm(object name) => Say(name);

    /// <summary>It cannot be taken back: it has been sent, or was taken back already.</summary>
    public string RefusedNothingToUndo => Say();

    /// <summary>Nobody has taken {0} for {1} of service hours</summary>
    public string PromptUnclaimed(object number, object time) => Say(number, time);

    /// <summary>{0} has waited for an answer for {1} of service hours</summary>
    public string PromptUnread(object name, object time) => Say(name, time);

    /// <summary>Queue's open tickets</summary>
    public string ButtonQueueTickets => Say();

    /// <summary>Go on</summary>
    public string ButtonGoOn => Say();

    /// <summary>Discard</summary>
    public string ButtonDiscard => Say();

    /// <summary>Your request "{0}" has not been sent yet. You can go on with it, or discard it.</summary>
    public string RequestNudge(object subject) => Say(subject);

    /// <summary>Your request "{0}" has not been sent. It is kept as a draft until {1}; then it is deleted.</summary>
    public string RequestSetAside(object subject, object until) => Say(subject, until);

    /// <summary>The earlier thread of this ticket was deleted. It goes on here.</summary>
    public string RootAnew => Say();

    /// <summary>Not delivered: Teams has let nothing through to {0} since {1}. Most often the app was blocked or removed on their side.</summary>
    public string PostOutOfReach(object person, object day) => Say(person, day);

    /// <summary>Not delivered: {0} removed the app on {1}.</summary>
    public string PostRemovedApp(object person, object day) => Say(person, day);

    /// <summary>What is meant for them waits, and arrives once they are back; nothing else is sent until then. Meanwhile use mail or the phone.</summary>
    public string PostWaitsForReturn => Say();

    /// <summary>Other contacts of the customer: {0}</summary>
    public string PostContacts(object contacts) => Say(contacts);

    /// <summary>{0} is back, and what waited has been delivered.</summary>
    public string PostReachedAgain(object person) => Say(person);

    /// <summary>Kept. {0} is out of reach in Teams and gets it once they are back. If it cannot wait, use mail or the phone.</summary>
    public string DoneKeptForReturn(object person) => Say(person);

    /// <summary>1 reply while you were away</summary>
    public string MissedOne => Say();

    /// <summary>{0} replies while you were away</summary>
    public string MissedMany(object count) => Say(count);

    /// <summary>What happened in your quiet hours</summary>
    public string DigestTitle => Say();

    /// <summary>You read this because you filed {0}.</summary>
    public string WhyFiled(object number) => Say(number);

    /// <summary>You read this because {0} was filed for you.</summary>
    public string WhyFiledFor(object number) => Say(number);

    /// <summary>You read this because the app could not reach you for a while.</summary>
    public string WhyWaited => Say();

    /// <summary>You read this because you have set quiet hours.</summary>
    public string WhyDigest => Say();

    /// <summary>You read this because you approve orders of {0}.</summary>
    public string WhyApprover(object organisation) => Say(organisation);

    /// <summary>To change what you are told, write: {0}</summary>
    public string WhySwitch(object command) => Say(command);

    /// <summary>The channel of the queue {0} was deleted. Its tickets go on in the channel of the queue {1}. To give {0} a channel again, add the app there and choose “Use this channel”.</summary>
    public string QueueLost(object queue, object other) => Say(queue, other);

    /// <summary>The channel of the queue {0} was deleted, and no other queue has a channel. Tickets wait until the app is added to a channel and “Use this channel” is chosen there.</summary>
    public string QueueLostNoOther(object queue) => Say(queue);

    /// <summary>Notifications</summary>
    public string ButtonNotifications => Say();

    /// <summary>Notifications</summary>
    public string NotificationsTitle => Say();

    /// <summary>Replies from our agents, questions to you and anything urgent always reach you.</summary>
    public string NotificationsAlways => Say();

    /// <summary>Tell me who looks after my requests and how they get on</summary>
    public string LabelStatusNotices => Say();

    /// <summary>Quiet hours begin at (such as 20:00; empty for none)</summary>
    public string LabelQuietFrom => Say();

    /// <summary>Quiet hours end at (such as 08:00)</summary>
    public string LabelQuietUntil => Say();

    /// <summary>In your quiet hours, news that can wait is gathered and comes in one message when they end. Times are in {0}.</summary>
    public string NotificationsQuiet(object zone) => Say(zone);

    /// <summary>Please write both times like 20:00 and 08:00, or leave both empty.</summary>
    public string QuietNotUnderstood => Say();

    /// <summary>Kept. You can change it here at any time.</summary>
    public string DoneNotifications => Say();

    /// <summary>Notifications</summary>
    public string CommandNotifications => Say();

    /// <summary>Choose what you are told, and when</summary>
    public string CommandNotificationsHint => Say();

    /// <summary>This card came twice. The ticket goes on in its own thread.</summary>
    public string RootSuperseded => Say();

    /// <summary>Open the thread</summary>
    public string ButtonOpenThread => Say();

    /// <summary>{0} is preparing to escalate this</summary>
    public string PostPreparesEscalation(object who) => Say(who);

    /// <summary>{0} has the escalation package. What is missing now is the case number.</summary>
    public string PostHandedOver(object who) => Say(who);

    /// <summary>{0} escalated this: {1}</summary>
    public string PostPassedBeyond(object who, object what) => Say(who, what);

    /// <summary>{0} told {1} how the escalation is going</summary>
    public string PostToldProgress(object who, object customer) => Say(who, customer);

    /// <summary>{0} noted: they need something from us before they can go on</summary>
    public string PostBeyondAttention(object who) => Say(who);

    /// <summary>{0} noted their answer: they have resolved it</summary>
    public string PostBeyondResolved(object who) => Say(who);

    /// <summary>{0} noted their answer: they did not take the case</summary>
    public string PostBeyondRejected(object who) => Say(who);

    /// <summary>{0} noted their answer: the incident was given back</summary>
    public string PostBeyondRefunded(object who) => Say(who);

    /// <summary>{0} withdrew the escalation</summary>
    public string PostBeyondWithdrawn(object who) => Say(who);

    /// <summary>Escalation: {0}</summary>
    public string RootEscalation(object what) => Say(what);

    /// <summary>being prepared</summary>
    public string RootEscalationPreparing => Say();

    /// <summary>package ready for {0}; no case number yet</summary>
    public string RootEscalationHandedOver(object vehicle) => Say(vehicle);

    /// <summary>First answer due by {0}</summary>
    public string RootAnswerBy(object when) => Say(when);

    /// <summary>{0}: until {1}</summary>
    public string RootDeadline(object what, object when) => Say(what, when);

    /// <summary>they need something from us</summary>
    public string EscalationAttention => Say();

    /// <summary>answered</summary>
    public string EscalationResolved => Say();

    /// <summary>not taken</summary>
    public string EscalationRejected => Say();

    /// <summary>incident given back</summary>
    public string EscalationRefunded => Say();

    /// <summary>withdrawn</summary>
    public string EscalationWithdrawn => Say();

    /// <summary>Escalate {0}</summary>
    public string EscalateTitle(object number) => Say(number);

    /// <summary>Step {0} of {1}</summary>
    public string EscalateProgress(object step, object of) => Say(step, of);

    /// <summary>What it is about</summary>
    public string EscalateMatter => Say();

    /// <summary>Severity</summary>
    public string EscalateSeverity => Say();

    /// <summary>Whose it is to solve</summary>
    public string EscalateBoundary => Say();

    /// <summary>Service health</summary>
    public string EscalateHealth => Say();

    /// <summary>The way it goes</summary>
    public string EscalateRoute => Say();

    /// <summary>What was tried</summary>
    public string EscalateSteps => Say();

    /// <summary>What will be asked for</summary>
    public string EscalateEvidence => Say();

    /// <summary>What is shared</summary>
    public string EscalateSharing => Say();

    /// <summary>Where the trouble is</summary>
    public string EscalateIn => Say();

    /// <summary>In particular</summary>
    public string EscalateTopic => Say();

    /// <summary>Nothing in particular</summary>
    public string EscalateNoTopic => Say();

    /// <summary>"{0}" does not go with this service and kind of help.</summary>
    public string EscalateTopicUnfit(object topic) => Say(topic);

    /// <summary>Only for a product on the customer's own servers:</summary>
    public string EscalateOnPremises => Say();

    /// <summary>Product and version</summary>
    public string EscalateProduct => Say();

    /// <summary>Name the product and its version.</summary>
    public string EscalateProductMissing => Say();

    /// <summary>How old the version is</summary>
    public string EscalateGeneration => Say();

    /// <summary>In mainstream support</summary>
    public string EscalateMainstream => Say();

    /// <summary>It is a security vulnerability of a product</summary>
    public string EscalateVulnerability => Say();

    /// <summary>What it does to the customer's business</summary>
    public string EscalateImpact => Say();

    /// <summary>Severity A: who answers day and night</summary>
    public string EscalateContactName => Say();

    /// <summary>Severity A: their telephone, with country code</summary>
    public string EscalateContactPhone => Say();

    /// <summary>Give both the name and the telephone of who answers day and night, or neither.</summary>
    public string EscalateContactHalf => Say();

    /// <summary>Choose what the trouble turned out to be. What lies inside base support is ours to solve.</summary>
    public string EscalateBoundaryText => Say();

    /// <summary>How you know</summary>
    public string EscalateBoundaryWhy => Say();

    /// <summary>Before anything else, look whether Microsoft already knows of it.</summary>
    public string EscalateHealthText => Say();

    /// <summary>Its number, such as EX123456</summary>
    public string EscalateIncident => Say();

    /// <summary>Enter the number of the incident that matches.</summary>
    public string EscalateIncidentMissing => Say();

    /// <summary>Recommended: {0}.</summary>
    public string EscalateRecommended(object vehicle) => Say(vehicle);

    /// <summary>No way is open for this case. See below why, and go back to check what was entered.</summary>
    public string EscalateNoVehicle => Say();

    /// <summary>Not possible, because: {0}</summary>
    public string EscalateNotEligible(object why) => Say(why);

    /// <summary>The other ways ({0})</summary>
    public string ButtonOtherVehicles(object count) => Say(count);

    /// <summary>formerly {0}</summary>
    public string FormerlyCalled(object names) => Say(names);

    /// <summary>none</summary>
    public string EscalateNoRole => Say();

    /// <summary>in the team: {0}</summary>
    public string EscalateHolders(object names) => Say(names);

    /// <summary>You do not hold a role that may file this. Somebody of the team who does has to.</summary>
    public string EscalateNotYourRole => Say();

    /// <summary>Covers</summary>
    public string LabelCoverage => Say();

    /// <summary>Cost</summary>
    public string LabelCost => Say();

    /// <summary>First answer</summary>
    public string LabelFirstAnswer => Say();

    /// <summary>Roles needed</summary>
    public string LabelRolesNeeded => Say();

    /// <summary>Where</summary>
    public string LabelFiledAt => Say();

    /// <summary>Source: {0}, {1}</summary>
    public string SourceVerified(object document, object day) => Say(document, day);

    /// <summary>Not verified. Source: {0}, {1}</summary>
    public string SourceUnverified(object document, object day) => Say(document, day);

    /// <summary>Microsoft asks what was tried inside base support, and what came of it.</summary>
    public string EscalateStepsText => Say();

    /// <summary>What was done</summary>
    public string EscalateStepWhat => Say();

    /// <summary>What came of it</summary>
    public string EscalateStepResult => Say();

    /// <summary>I have another step to add</summary>
    public string EscalateStepMore => Say();

    /// <summary>Write what was done and what came of it.</summary>
    public string EscalateStepHalf => Say();

    /// <summary>{0} of {1} items are there. Fill in what you know; leave the rest empty.</summary>
    public string EscalateEvidenceText(object known, object all) => Say(known, all);

    /// <summary>{0} has answered:</summary>
    public string EscalateCustomerAnswered(object customer) => Say(customer);

    /// <summary>{0} (if known)</summary>
    public string EscalateOptional(object label) => Say(label);

    /// <summary>as 2026-11-25 09:30, {0}</summary>
    public string EscalateMomentHow(object zone) => Say(zone);

    /// <summary>Asked of the customer</summary>
    public string EscalateAsked => Say();

    /// <summary>Ask {0}</summary>
    public string EscalateAsk(object customer) => Say(customer);

    /// <summary>{0} more afterwards</summary>
    public string EscalateMoreEvidence(object count) => Say(count);

    /// <summary>Only what is chosen here leaves the desk. Internal notes never do.</summary>
    public string EscalateSharingText => Say();

    /// <summary>Files and pictures to send along</summary>
    public string EscalateFiles => Say();

    /// <summary>The customer agrees that this is shared</summary>
    public string EscalateConsent => Say();

    /// <summary>Who agreed</summary>
    public string EscalateConsentBy => Say();

    /// <summary>No consent yet</summary>
    public string EscalateNoConsent => Say();

    /// <summary>{0} agreed that this is shared</summary>
    public string EscalateConsentNoted(object who) => Say(who);

    /// <summary>Save and go on</summary>
    public string ButtonKeepAndGoOn => Say();

    /// <summary>That is too long: {0} characters, and at most {1} are possible. Shorten it, or attach it to the ticket as a file.</summary>
    public string EscalateTooLong(object length, object most) => Say(length, most);

    /// <summary>There is no room for more. Attach long texts to the ticket as files instead.</summary>
    public string EscalateTooMuch => Say();

    /// <summary>That is not possible now. Open the escalation again to see how it stands.</summary>
    public string EscalateNotNow => Say();

    /// <summary>{0} has changed the escalation meanwhile. This is how it stands now; what you typed is still here.</summary>
    public string EscalateChanged(object who) => Say(who);

    /// <summary>{0}, day and night</summary>
    public string PromiseAlways(object time) => Say(time);

    /// <summary>{0} of working hours</summary>
    public string PromiseBusiness(object time) => Say(time);

    /// <summary>not published</summary>
    public string PromiseNone => Say();

    /// <summary>Microsoft 365 (not known which part)</summary>
    public string WorkloadMicrosoft365 => Say();

    /// <summary>SharePoint and OneDrive</summary>
    public string WorkloadSharePoint => Say();

    /// <summary>Microsoft 365 Apps (Word, Excel …)</summary>
    public string WorkloadMicrosoft365Apps => Say();

    /// <summary>A product on the customer's own servers</summary>
    public string WorkloadOnPremises => Say();

    /// <summary>A product of another company</summary>
    public string WorkloadThirdParty => Say();

    /// <summary>Newest version (N)</summary>
    public string GenerationCurrent => Say();

    /// <summary>The version before (N-1)</summary>
    public string GenerationPrevious => Say();

    /// <summary>Older</summary>
    public string GenerationOlder => Say();

    /// <summary>ours to solve</summary>
    public string BoundaryInside => Say();

    /// <summary>goes beyond</summary>
    public string BoundaryBeyond => Say();

    /// <summary>never Microsoft's</summary>
    public string BoundaryNever => Say();

    /// <summary>Looked: no incident that matches</summary>
    public string HealthNone => Say();

    /// <summary>Looked: an incident matches</summary>
    public string HealthIncident => Say();

    /// <summary>Not looked yet</summary>
    public string HealthNotYet => Say();

    /// <summary>commercial support</summary>
    public string HeadingCommercial => Say();

    /// <summary>technical support</summary>
    public string HeadingTechnical => Say();

    /// <summary>neither: somebody else answers</summary>
    public string HeadingOutside => Say();

    /// <summary>Back</summary>
    public string ButtonBack => Say();

    /// <summary>Ask leads or others</summary>
    public string ButtonAskOthers => Say();

    /// <summary>Dates that cost money</summary>
    public string EscalateDates => Say();

    /// <summary>Some things can be had only for a while. Enter what you know; leave the rest empty.</summary>
    public string EscalateDatesText => Say();

    /// <summary>Over: {0}</summary>
    public string EscalateDeadlineOver(object text) => Say(text);

    /// <summary>Is everything there?</summary>
    public string EscalateCheck => Say();

    /// <summary>Go to:</summary>
    public string EscalateGoTo => Say();

    /// <summary>When it was bought</summary>
    public string MomentPurchased => Say();

    /// <summary>When it was renewed</summary>
    public string MomentRenewed => Say();

    /// <summary>When the seats were added</summary>
    public string MomentSeatsAdded => Say();

    /// <summary>When the incident was</summary>
    public string MomentIncident => Say();

    /// <summary>First fraudulent use</summary>
    public string MomentFraud => Say();

    /// <summary>private key</summary>
    public string SecretPrivateKey => Say();

    /// <summary>password</summary>
    public string SecretPassword => Say();

    /// <summary>connection string</summary>
    public string SecretConnection => Say();

    /// <summary>cookie</summary>
    public string SecretCookie => Say();

    /// <summary>access token</summary>
    public string SecretToken => Say();

    /// <summary>access key</summary>
    public string SecretKey => Say();

    /// <summary>larger than the portal takes</summary>
    public string TroubleTooLarge => Say();

    /// <summary>its name is longer than the portal takes</summary>
    public string TroubleName => Say();

    /// <summary>the portal takes no files of this kind</summary>
    public string TroubleKind => Say();

    /// <summary>add it after the case is there</summary>
    public string TroubleLater => Say();

    /// <summary>Everything is there.</summary>
    public string GateOpen => Say();

    /// <summary>Service health has not been looked up.</summary>
    public string GateHealth => Say();

    /// <summary>Microsoft already works on a matching incident ({0}). Tell the customer, and follow it instead of opening a case.</summary>
    public string GateIncident(object id) => Say(id);

    /// <summary>No step is recorded that was tried inside base support.</summary>
    public string GateSteps => Say();

    /// <summary>What it does to the customer's business is not said.</summary>
    public string GateImpact => Say();

    /// <summary>Missing: {0}.</summary>
    public string GateEvidence(object items) => Say(items);

    /// <summary>No way is chosen.</summary>
    public string GateVehicle => Say();

    /// <summary>It is not said whose it is to solve.</summary>
    public string GateBoundary => Say();

    /// <summary>This is inside base support, so it is ours to solve: {0}</summary>
    public string GateInside(object why) => Say(why);

    /// <summary>No severity is chosen.</summary>
    public string GateSeverity => Say();

    /// <summary>Severity A needs somebody who answers day and night. Without, Microsoft downgrades it.</summary>
    public string GateRoundTheClock => Say();

    /// <summary>The customer has not agreed that this is shared.</summary>
    public string GateConsent => Say();

    /// <summary>{0} lets it go all the same: {1}</summary>
    public string GateOverridden(object lead, object why) => Say(lead, why);

    /// <summary>Why it goes all the same</summary>
    public string GateOverrideWhy => Say();

    /// <summary>If it must go all the same, a lead can open this page and say so.</summary>
    public string GateAskLead => Say();

    /// <summary>Let it go all the same</summary>
    public string ButtonOverride => Say();

    /// <summary>Make the package</summary>
    public string ButtonMakePackage => Say();

    /// <summary>Enter the case number</summary>
    public string ButtonEnterCase => Say();

    /// <summary>They answered</summary>
    public string ButtonNews => Say();

    /// <summary>Save and tell the customer</summary>
    public string ButtonTellCustomer => Say();

    /// <summary>Package for {0}</summary>
    public string PackageTitle(object vehicle) => Say(vehicle);

    /// <summary>Part {0} of {1}. Copy each field into the form of the portal.</summary>
    public string PackagePart(object part, object of) => Say(part, of);

    /// <summary>{0} ({1} of at most {2} characters)</summary>
    public string PackageField(object label, object length, object most) => Say(label, length, most);

    /// <summary>Cut to fit; the rest stands in the description.</summary>
    public string PackageCut => Say();

    /// <summary>Summary</summary>
    public string PackageSummary => Say();

    /// <summary>To add afterwards, as the first update</summary>
    public string PackageOverflow => Say();

    /// <summary>Files to attach:</summary>
    public string PackageFiles => Say();

    /// <summary>{0} secrets were taken out: {1}</summary>
    public string PackageFound(object count, object kinds) => Say(count, kinds);

    /// <summary>could not be looked through; check it yourself before you send it</summary>
    public string PackageUnchecked => Say();

    /// <summary>The case number</summary>
    public string CaseTitle => Say();

    /// <summary>Who gave it</summary>
    public string CaseSystem => Say();

    /// <summary>Case number, such as {0}</summary>
    public string CaseNumberLabel(object example) => Say(example);

    /// <summary>There is no package yet. Make it first.</summary>
    public string CaseNeedsFile => Say();

    /// <summary>What {0} is told</summary>
    public string TellLabel(object customer) => Say(customer);

    /// <summary>We have passed your request on to {0} with everything they need. We will tell you as soon as we hear from them.</summary>
    public string TellPassed(object who) => Say(who);

    /// <summary>{0} needs something more from us before they can go on.</summary>
    public string TellAttention(object who) => Say(who);

    /// <summary>{0} did not take the case. We are looking for another way and will keep you informed.</summary>
    public string TellRejected(object who) => Say(who);

    /// <summary>News from beyond the desk</summary>
    public string NewsTitle => Say();

    /// <summary>What happened</summary>
    public string NewsKind => Say();

    /// <summary>For example: {0} – {1}</summary>
    public string NewsHelp(object attention, object rejected) => Say(attention, rejected);

    /// <summary>They let us know how it is going</summary>
    public string NewsProgress => Say();

    /// <summary>They need something from us</summary>
    public string NewsAttention => Say();

    /// <summary>It is with them again</summary>
    public string NewsWithThem => Say();

    /// <summary>They have resolved it</summary>
    public string NewsResolved => Say();

    /// <summary>They did not take it</summary>
    public string NewsRejected => Say();

    /// <summary>They gave the incident back (a duplicate, or a fault of theirs)</summary>
    public string NewsRefunded => Say();

    /// <summary>We take it back</summary>
    public string NewsWithdrawn => Say();

    /// <summary>We prepare it anew</summary>
    public string NewsAnew => Say();

    /// <summary>The ticket now waits for {0}, and the customer is told.</summary>
    public string DonePassed(object what) => Say(what);

    /// <summary>No incident is left for {0}. Choose another way, or ask a lead to add to the account.</summary>
    public string LedgerNoneLeft(object vehicle) => Say(vehicle);

    /// <summary>Few incidents are left on {0}: {1}, usable until {2}.</summary>
    public string LedgerLow(object contract, object left, object until) => Say(contract, left, until);

    /// <summary>I add it in the portal myself</summary>
    public string EscalateInPortal => Say();

    /// <summary>Open the package</summary>
    public string ButtonOpenPackage => Say();

    /// <summary>Go on escalating</summary>
    public string ButtonGoOnEscalating => Say();

    /// <summary>{0} (not verified)</summary>
    public string FactUnverified(object fact) => Say(fact);
}
