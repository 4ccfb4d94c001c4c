"""The other words that decide a reading: who is counted, which kind of figure, which way it moved, what is no measure.

Each entry is `kind, code, phrases`; phrases are lower case, hyphens as spaces, parted by `|`. The longest phrase wins.
"""

from __future__ import annotations

from etl.catalogue.groups import GROUPS
from etl.catalogue.metrics import METRICS

# kind, code, phrases
CUES: tuple[tuple[str, str, str], ...] = (
    # --- who is counted, within a group of staff
    ("who", "bme",
     "bme|vem|black and minority ethnic|black or minority ethnic|black and ethnic minority|visible ethnic minority|visible ethnic minorities|"
     "ethnic minority|minority ethnic|ethnic minorities|minority ethnics|bme backgrounds|bme background|bme community|bme communities|bme group|bme groups|"
     "black minority ethnic|black and ethnic minorities|black and minority ethnics|black or ethnic minority|visible minority ethnic|vems|bmes|"
     "ethnic minority groups|minority ethnic communities|black and minority ethnic communities|black and minority ethnic group|minority ethnic group|"
     "ethnic minority background|ethnic minority backgrounds|minority ethnic backgrounds|minority ethnic background|black or minority ethnic group|this community|bame"),
    ("who", "female", "female|females|women|woman"),
    ("who", "male", "male|males|men|man"),
    ("who", "ethnicity", "non bme|non vem|non minority|asian|black|white|chinese|mixed|african|caribbean|bangladeshi|pakistani|indian|turkish|somali|afro caribbean"),
    ("who", "faith", "muslim|muslims|hindu|hindus|sikh|sikhs|jewish|christian|faith|faiths|minority faiths|minority faith|muslim faith|faith groups|religion"),
    ("who", "age", "aged|age|ages|years old"),
    ("who", "disability", "disabled|disability|disabilities"),
    # people of the service who are none of the listed groups
    ("staff", "other", "traffic wardens|traffic warden|pool of detectives|designated detention officers|station reception officers"),
    ("people", "people", "staff|employees|personnel|managers|management posts|joiners|leavers|starters|new starters|members of staff|staff members|supervisors|trainees|men and women|women and men"),
    ("who", "other", "victims of crime|victims|victim|suspects|offenders|cadets|cadet|accused|complainants|crime victims|graduates|graduate|bilingual|fluent|language|languages|born in|population|white british|residents|economically active"),
    # --- kinds
    ("target", "target", "target|targets|plan provides for|plan allows for|should be no more than|can be no more than|must be no more than|must not exceed|should not exceed|allows for|allow for growth|equivalent to no more than|aiming for|aims for|aim for|aimed for|aimed at|would like to see|should like to see|is to be|are to be|there are to be|there is to be|aims at|aim at|aiming at|had to stay|has to stay|have to stay|had to remain|has to remain|have to remain|need to run at|needs to run at|needed to run at|must remain|must stay|is to bring|is to cut|is to reduce|is to detect|is to achieve|are to achieve|are to rise|are to fall|bwt|budgeted workforce target|budgeted strength|budgeted target|planned strength|budgeted establishment|workforce target|target strength|to achieve a|to achieve an|to achieve zero|objective|goal|target rate|milestone|milestones|bespoke target|aspiration|aim|aims to|aiming to|policing plan target|year end target|plan calls for|plan called for|plan seeks|set ourselves|set itself|set themselves|plan is for|plan was for|plan is to|plan was to|plan had been|plan asks|proposes|intends to have|intend to have|intention is to have|confident of reaching|confident of achieving|confident of meeting|confident of having|is asked to|are asked to|was asked to|were asked to|plan requires|plan commits"),
    ("target", "target", "provision to have|plan to have|planning to have|hope to have|hopes to have|plans to have|planned to have|aims to have|is to have|are to have"),
    ("target", "target", "against an establishment of|establishment figure|establishment figures|authorised strength|has allowed"),
    ("forecast", "forecast", "model gives|model shows|model suggests|model predicts|modelling gives|modelling shows|modelling suggests"),
    ("forecast", "forecast",
     "forecast|forecasts|forecasted|expected|expects|expect|projected|projection|projections|anticipate|anticipated|predicted|predict|prediction|should reach|should stand|"
     "year will end|year will close|finish the year with|close the year with|year would close|year would end|would close at|would end at|would finish at|will end with|will close at|will finish at|will be|will have|will reach|would reach|likely to|estimate for|on course|on target to|is due to|due to reach|should end|pace for|would mean|will mean|would bring|"
     "are planned|is planned|planned|would still be|would then be|would still stand|would remain|would rise|would grow|would fall|will rise|will grow|will fall|will increase|will total|end the year|should be|would be|set to reach|should come|will come|"
     "will stand|heading for|would come|will host|should see|would end|would take|would give|would make|should produce|should total|should amount|extrapolat|looks set"),
    ("actual", "actual", "numbered|on target|meeting target|meeting the target|meeting its target|meets the target|meets its target|achieved|achieving|outturn|actual|achievement|stood|recorded|stands|performance was|was achieved|delivered|exceeded|exceeding|met|missed|beaten|reaching|attaining|attained"),
    ("target", "target", "arrest target|arrest rate target|limit growth|limiting growth|hold growth|contain growth"), ("metric", "arrest_rate_spi8a", "arrest target|arrest rate target"), ("up", "up", "limit growth|limiting growth|hold growth|contain growth"),
    ("target", "target", "detection target|detections target|detection rate target"), ("metric", "detection_rate", "detection target|detections target|detection rate target"),
    ("target", "target", "sanction detection target|sanction detection rate target|sanctioned detection target"),
    ("metric", "sanction_detection_rate", "sanction detection target|sanction detection rate target|sanctioned detection target"),
    ("down", "down", "is to reduce|is to cut|are to fall"), ("up", "up", "are to rise|is to increase"), ("target", "target", "is to increase"),
    # --- movement: `up` and `down` words; whether they make a change depends on what stands between them and the number
    ("up", "up",
     "increase|increases|increased|increasing|rise|rises|rose|risen|rising|up|grow|grew|grown|growth|growing|higher|more|above|gain|gained|improved|improvement|improve|additional|"
     "extra|greater|grows|climbed|climb|leap|leaps|leapt|surged|jump|jumped|soared|went up|gone up|has expanded|have expanded|had expanded|swelled|swollen|uplift|raise|raised|raising|better|rises by|above last year"),
    ("down", "down",
     "slipped|slipping|dipped|dipping|decrease|decreases|decreased|decreasing|fall|falls|fell|fallen|falling|down|drop|drops|dropped|reduction|reductions|reduced|reduce|reducing|fewer|lower|less|below|"
     "decline|declined|declining|loss|plunged|slumped|went down|gone down|has contracted|have contracted|had contracted|shrunk|shrank|shrinking|dwindled|drop of|cut|cuts|worse"),
    # what readers will see or know is nothing that is expected
    ("set", "set", "it will be seen|will be seen that|will be noted|will be noted that|will be clear|will be apparent|will be obvious|will be evident|will be aware|will recall|will remember|will note|will see|will wish|will appreciate|will know|will be familiar|will be remembered|will be recalled"),
    # words of movement that move nothing
    ("set", "set", "crime type|crime types|types of crime|type of crime|offence type|offence types|types of offence|proceeds of crime act|proceeds of crime legislation|proceeds of crime|poca|fell short|fall just short|fell just short|falling just short|falls short|fall short|fallen short|falling short|arrest referral|arrest referrals|arrest referral scheme|arrest referral schemes|follow up|up to date|set up|setting up|sets up|taken up|take up|end up|ended up|lead up|run up|back up|break up|breaking up|up and running|"
     "break down|breaking down|close down|closed down|taken into consideration|cut off|drop in centre|rise to the challenge|cutting edge"),
    ("change", "change", "change|difference|changed|variance|changes|year on year change"),
    # --- links to what a figure is compared with
    ("link", "compared",
     "compares favourably with|compares favourably to|compares well with|compares unfavourably with|after a|after an|following a|following an|after|compared with|compared to|compared|against|versus|vs|v|in comparison with|in comparison to|compares with|compares to|when compared with|when compared to|"
     "in contrast to|in contrast with|as against|set against|measured against|relative to|than|comparing|comparison"),
    ("link", "compared", "against an establishment of"), ("metric", "workforce_strength", "against an establishment of|establishment figure|establishment figures"),
    ("link", "compared", "set beside|to be set beside|are to be set beside|set alongside|to be set alongside|are to be set alongside"),
    ("link", "while", "when|while|whilst|whereas|but|although|however|where"),
    # --- small words that place a number
    ("prep", "of", "of"), ("prep", "from", "from"), ("prep", "to", "to|until"), ("prep", "by", "by"), ("prep", "at", "at|standing at"),
    ("prep", "in", "in|over|during|within|throughout|for|over the|across|into|on|with|under|per|as|among|amongst|between|after|before|since|about|without|through|around|via|via the|worth|valued at"),
    ("and", "and", "and|or|both|plus|including|of which|of whom"),
    ("be", "be", "came to notice|come to notice|came to light|come to light|is|are|was|were|be|been|being|stood at|reached|totalled|totaled|amounted|amounts|equates|equals|constitutes|constitute|represents|represent|account|accounts|accounted|"
     "make up|makes up|made up|making up|comprise|comprises|has|have|had|became|becomes|stand at|stands at|s"),
    ("rel", "rel", "which|who|that|whom|whose"),
    ("both", "both", "both"),
    ("respectively", "respectively", "respectively"), ("respective", "respective", "respective targets|respective figures|respective rates"),
    ("target", "target", "respective targets|budgeted|a budgeted|budgeted figure|budgeted number"),
    ("total", "total", "total|totals|overall|altogether|in all|in total|aggregate|combined|totalling"),
    ("mean", "mean", "average|on average|averaged|mean|averages|averaging|monthly average"),
    ("rolling", "rolling", "rolling average|rolling mean|moving average|rolling"),
    ("this", "this", "this|these|those|that figure|such|the same|it|they"),
    ("now", "now", "currently|current|now|the present share|the present level|the present figure|the present strength|the present proportion|at present|presently|to date|so far|today|at the moment|at the time of writing|latest"),
    # --- stock of people: what a unit has, not what people did
    ("strength", "strength",
     "strength|bwt|budgeted strength|budgeted establishment|budgeted workforce target|workforce target|target strength|establishment|comprises|comprised|consists|consisting|headcount|staffed|staffing|complement|posts|post|dedicated|workforce|employs|employed|employ|deployed|in post|"
     "staffing level|deployment|made up of|work in|working in|serve in|there are|there were|numbers|on strength|number of|stands|stood|stand at|stands at|employing|there is"),
    ("interest", "interest", "interest|registered|registering|careers|career|expressions|candidates|applied|register|enquiries|enquirers|expressions of interest|registrations|left details|left their details"),
    ("yearend", "yearend", "year end|end of year|end of the year"),
    ("distance", "distance", "over strength|under strength|overstrength|understrength|overestablishment|shortfall|shortage|deficit|surplus|vacancies|vacancy|vacant|unfilled|shortfalls"),
    ("needed", "needed", "requiring|require|requires|needed|needs|still needed|need|would have to|would need to"),
    ("adjective", "adjective", "full time|part time|further|new|separate|different"),
    ("doing", "doing",
     "police officer wastage|officer wastage|police wastage|police staff wastage|civil staff wastage|staff wastage|annual wastage|overall wastage|attended|attending|trained|in training|training|briefed|took part|taken part|participated|involved|given to|left|gone|leavers|leaving the service|leaving the mps|leaving the met|leaving the organisation|leaving the force|leaving in|leaving each|leaving has|leaving have|leaving fell|leaving rose|leaving is|leaving was|resigned|retired|interviewed|posted|visited|completed|"
     "completing|signed up|expressed|registered|attracted|transferred|wastage|awarded|nominated|promoted|joined|recruited|appointed|participating|reported sick|assaulted|injured|suspended|"
     "dismissed|lost|presentations|presentation|address|addressed|spoke|accredited|passed|seconded|became police officers|become police officers|became officers|lent|loaned|attested|borrowed|drafted in|release|released|redirected|redeployed|recruit|resignations|retirements|attend|take part|took part in"),
    ("attach", "recruited", "recruit|attested|recruited|recruitment|recruiting|joined|joining|recruits|joiners|intake|intakes|hired"),
    ("attach", "strength", "strength|strengths"),
    ("attach", "interest", "expressions of interest|registered their interest|register their interest|registrations of interest"),
    ("metric", "offences", "as notifiable offences|as notifiable crimes|as a notifiable offence|as a notifiable crime"),
    ("metric", "unlisted_rate", "wastage is|wastage was|wastage stands at|wastage stood at|police officer wastage|officer wastage|police wastage|police staff wastage|civil staff wastage|staff wastage|annual wastage|overall wastage|turnover|staff turnover|annual turnover|wastage among|resignation among|resignations among|turnover among|sickness among|absence among|attrition among|resignation rate|resignation rates|wastage rate|wastage rates|turnover rate|attrition rate|pass rate|pass rates|success rate|success rates|retention rate|retention rates|sickness rate|sickness rates|drop out rate|non sanctioned detection rate|non sanction detection rate|non sd rate|non sanctioned detections|non sanction detections|non sd|non sanctioned rate"),
    ("metric", "unlisted_count", "penalty notices for disorder|penalty notice for disorder|penalty notices|fixed penalty notices|pnds|pnd|cannabis warnings|formal warnings for cannabis|formal warnings|restraint orders|restraint order|forfeiture orders|forfeiture order|cash forfeiture orders|offences brought to justice|offence brought to justice|crimes brought to justice|brought to justice|obtj|obtjs|offences taken into consideration|tic|tics"),
    ("metric", "unlisted_money", "assets restrained|assets identified|identified assets|restrained assets|restrained|restraint|under restraint"),
    # lines and sites that calls and reports come through
    ("line", "hotline_calls", "hate crime line|freephone line|freephone|crimestoppers|trident line|operation trident line|gun crime line|drugs line|hotline|confidential line|helpline|help line|information line|reporting line|telephone line|phone line"),
    ("line", "third_party_reports", "third party site|third party sites|third party reporting site|third party reporting sites|third parties"),
    ("unit", "unit", "task force"),
    ("no_crime", "no_crime", "non crime|non crimes"),
    ("power", "power", "where a power of arrest existed|where there was a power of arrest|where there is a power of arrest|where a power of arrest exists|where an arrest power existed|where a power of arrest was available|in which a power of arrest existed|power of arrest|powers of arrest|arrest power|arrest powers|power to arrest|statutory power"),
    ("custody", "custody",
     "imprisonment|sentenced|sentence|sentences|jail|jailed|custody|prison|average|mean|took|taken|takes|take|lost|sickness|absence|waiting|wait|served|serving|backlog|disqualification|overtime|"
     "length of service|turnaround|completed in|per officer|per person|per employee|working days|sick|response time|days lost|delay|delays"),
)  # fmt: skip

INCIDENTS = {
    "domestic_violence": "domestic|dv|domestic violence|domestic abuse|dv flagged",
    "racist_crime": "racist|racial|race hate|racially motivated",
    "homophobic_crime": "homophobic|homophobic and transphobic|transphobic",
    "faith_crime": "faith hate|faith related|anti semitic|islamophobic|religious hate",
    "hate_crime": "hate|hate crime",
    "other": "disability hate|disability related",
}
# Crimes that are no listed group, and that no wider group may claim.
UNLISTED_OFFENCES = (
    "residential|non residential|burglary of a dwelling|burglary of dwellings|residential burglary|residential burglaries|burglary dwelling|burglary in a dwelling|burglary in dwellings|burglaries in dwellings|burglaries of dwellings|burglary in other buildings|burglaries in other buildings|burglary of other buildings|other burglaries|domestic burglary|domestic burglaries|non residential burglary|burglary other|commercial burglary|other burglary|burglary non dwelling|"
    "commercial robbery|commercial robberies|business robberies|cash in transit robbery|cash in transit robberies|same sex dv|same sex domestic violence|business robbery|personal robbery|robbery of personal property|robbery of business property|theft from the person|theft person|theft of motor vehicle|theft of motor vehicles|"
    "theft from motor vehicle|theft from motor vehicles|theft from vehicles|theft of vehicles|theft and handling|assault with injury|common assault|actual bodily harm|grievous bodily harm|gbh|abh|"
    "criminal damage|fraud|fraud and forgery|drugs offences|drug offences|sexual offences|serious sexual offences|bcs crime|bcs offences|bcs comparator crime|business crime|disability hate crime|"
    "domestic homicide|domestic homicides|domestic violence homicide|domestic violence homicides|dv homicide|dv homicides|domestic murder|domestic murders|domestic violence murders|dv murders|"
    "in which a firearm was discharged|in which a gun was fired|in which a weapon was fired|where a firearm was discharged|where the weapon was discharged|where a gun was fired|involving the discharge of a firearm|involving a firearm discharge|"
    "burglary of other premises|burglary in other premises|gang related|shootings|trident shootings|trident related shootings|trident gun crime|trident gun crimes|trident related gun crime|theft|thefts|shoplifting|harassment|attempted murder|attempted murders|firearms discharges|discharges|anti social behaviour|asb|"
    "robbery of the person|personal robberies|racist and religious hate crime|racist and religious offences|racist and faith|racist and faith hate|racist and faith hate offences|racist and faith hate crime|racist and faith hate crimes|racist and faith crime|race and faith hate crime|race and faith hate crimes|race and faith crime|racist and religious crime|religious hate crime|honour based violence|same sex|same sex relationships|child rape|teenage homicides|violence with injury|volume crime|pickpocketing|snatch|snatches|snatch theft|snatch thefts|snatch offences|cable theft|metal theft|human trafficking|stalking|arson|kidnap|kidnaps|"
    "indecent assault|indecent assaults|sexual assault|sexual assaults|serious youth violence|syv|unconnected matters|unconnected offences|most serious violence|serious acquisitive crimes|knife enabled robbery|knife enabled robberies|knife robbery|gun enabled robbery|gun enabled robberies|gun robbery|knife crime with injury|knife crimes with injury|knife injuries|gun crime with injury|other knife crime|other gun crime|other violent crime|other robbery|racist and religious|other offences|other crimes|other matters|unrelated offences|unrelated matters|gang violence|dwelling burglary|most similar offences|priority crime|priority crimes|serious acquisitive crime|car crime|cycle theft|wounding|woundings|theft taking of motor vehicle|dog attacks|road deaths|"
    "serious sexual violence|sexual violence|serious sexual assault|serious sexual assaults|sso|ssos|serious assault|serious assaults|distraction burglary|distraction burglaries|artifice burglary|artifice burglaries|burglary artifice|"
    "theft of a motor vehicle|theft from a motor vehicle|theft of a vehicle|theft from a vehicle|thefts of vehicles|thefts from vehicles|thefts of motor vehicles|thefts from motor vehicles|theft of vehicle|theft from vehicle|vehicle theft|vehicle thefts|motor vehicle theft|"
    "pedal cycle theft|theft of pedal cycles|bicycle theft|mobile phone theft|mobile phone thefts|mobile phone robbery|mobile phone robberies|bag snatch|bag snatches|threats to kill|false imprisonment|blackmail|public order offences|drug trafficking|drugs trafficking|drug supply|"
    "credit card fraud|cheque fraud|deception|going equipped|taxi touting|child neglect|stabbings|manslaughter|carjacking|acquisitive crime|serious violence"
).split("|")

# What a metric is called once it has been named: "the calls", "493 reports", "27 fewer approvals".
SHORT_FORMS: dict[str, frozenset[str]] = {
    "hotline_calls": frozenset(("calls", "call", "contacts", "callers")),
    "third_party_reports": frozenset(("reports", "report")),
    "network_disruptions": frozenset(("approvals", "claims", "networks", "claim", "approval")),
    "confiscation_orders": frozenset(("orders",)),
    "sanction_detection_rate": frozenset(
        ("detection rate", "detection rates", "detections", "detected", "rate")
    ),
    "sanction_detections": frozenset(("detections", "detected", "detection rate")),
}

# Nouns that are parts of a text or of a structure: what counts them is not a measure.
STRUCTURE = frozenset(
    """objective objectives strand strands area areas theme themes facet facets report reports recommendation recommendations paragraph paragraphs section sections
    appendix appendices element elements stage stages phase phases type types way ways category categories aim aims priority priorities message messages part parts
    point points issue issues question questions page pages option options factor factors principle principles form forms aspect aspects step steps stream streams
    chapter chapters table tables chart charts indicator indicators target targets measure measures criterion criteria heading headings strategy strategies
    system systems classification pillar pillars level levels tier tiers component components directorates directorate
    group groups subgroup sub procedures procedure standards standard reason reasons purpose purposes approach approaches method methods definition definitions bullet bullets word words
    figure figures dimension dimensions domain domains band bands grade grades column columns row rows hand sides side version versions scenario
    scenarios outcome outcomes work streams workstream workstreams task tasks document documents conclusion conclusions
    layer layers function functions role roles year years month months week weeks hour hours minute minutes term times time
    fold yearly monthly weekly annual annually quarterly stop star stars size party parties deep storey
    things thing ones another day days""".split()
)
# The same for a small number in words: "two schemes worth naming", "three initiatives".
SMALL_STRUCTURE = frozenset(
    "initiative initiatives scheme schemes unit units pack packs companies company reports systems forum forums visits examples example".split()
)
# Nouns that a bare "one" may count; every other "one" is a pronoun or a part.
PEOPLE_AND_CASES = frozenset(
    """officer officers member man woman person constable sergeant inspector superintendent detective arrest arrests homicide murder incident offence crime victim
    suspect child death shooting stabbing kilo kilogram gun firearm weapon complaint vacancy post kidnap robbery burglary rape colleague staff recruit applicant
    candidate attack fatality charge caution conviction band civilian special pcso black female male muslim asian vem bme employee network disruption order""".split()
)
STANDING = frozenset(
    {
        ("boroughs", 32.0),
        ("bocus", 32.0),
        ("boroughs", 33.0),
        ("forces", 43.0),
    }
)

BOROUGHS = (
    "barking and dagenham|barnet|bexley|brent|bromley|camden|croydon|ealing|enfield|greenwich|hackney|hammersmith and fulham|haringey|harrow|havering|hillingdon|"
    "hounslow|islington|kensington and chelsea|kingston upon thames|lambeth|lewisham|merton|newham|redbridge|richmond upon thames|southwark|sutton|tower hamlets|"
    "waltham forest|wandsworth|westminster"
).split("|")
BOROUGH_NAMES: dict[str, str] = {name: name.replace(" ", "_") for name in BOROUGHS} | {
    "hammersmith": "hammersmith_and_fulham",
    "kensington": "kensington_and_chelsea",
    "barking": "barking_and_dagenham",
    "kingston": "kingston_upon_thames",
    "richmond": "richmond_upon_thames",
    "heathrow": "heathrow",
}
# The last word of the name of a part of the service: "Trident OCU", "Kidnap Unit", "Child Abuse Command".
UNIT_HEADS = frozenset(
    {
        "ocu",
        "unit",
        "units",
        "command",
        "team",
        "directorate",
        "squad",
        "branch",
        "bocu",
        "division",
        "taskforce",
        "task force",
        "teams",
        "squads",
        "bureau",
    }
)
# Parts of the service whose names have no such head.
COMMANDS = ("territorial policing", "specialist operations", "specialist crime", "central operations")
NATIONAL = (
    "nationally",
    "most similar group",
    "most similar family",
    "similar forces",
    "national average",
    "england and wales",
    "uk police forces",
    "most similar forces",
    "across the country",
    "all forces",
    "forces nationally",
    "uk forces",
)


def phrases() -> list[tuple[str, str, str]]:
    """Every phrase of the vocabulary as (phrase, kind, code): cues first, then metrics and groups, which win ties."""
    found = [(phrase, kind, code) for kind, code, words in CUES for phrase in words.split("|")]
    found += [(word, "metric", metric.code) for metric in METRICS for word in metric.words]
    found += [
        (word, "staff" if group.family == "workforce" else "group", group.code)
        for group in GROUPS
        for word in group.words
    ]
    # an incident of a group is an incident, and the group is said with it
    for code, names in INCIDENTS.items():
        for name in names.split("|"):
            found += [
                (f"{name} incident{plural}", kind, what)
                for plural in ("", "s")
                for kind, what in (("metric", "incidents"), ("group", code))
            ]
    found += [(words, "group", "other") for words in UNLISTED_OFFENCES]
    found += [(name, "scope", code) for name, code in BOROUGH_NAMES.items()]
    found += [(name, "scope", "national") for name in NATIONAL]
    found += [(name, "scope", name.replace(" ", "_")) for name in COMMANDS]
    found += [("mps", "scope", "mps"), ("met", "scope", "mps"), ("metropolitan police service", "scope", "mps"), ("the force", "scope", "mps"), ("metropolitan police", "scope", "mps"),
              ("service", "scope", "mps"), ("commissioner", "scope", "mps")]  # fmt: skip
    return found
