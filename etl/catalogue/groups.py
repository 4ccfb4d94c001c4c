"""Offence and workforce groups, with the words by which reports name them.

`words` are phrases in lower case, hyphens as spaces; the longest phrase wins. A phrase names the group itself: a
narrower crime ("theft from a motor vehicle") is never a word of the wider one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An offence or workforce group."""

    code: str
    label: str
    family: str
    description: str
    words: tuple[str, ...]


def _offence(code: str, label: str, description: str, words: str) -> Group:
    return Group(
        code=code, label=label, family="offences", description=description, words=tuple(words.split("|"))
    )


def _workforce(code: str, label: str, description: str, words: str) -> Group:
    return Group(
        code=code, label=label, family="workforce", description=description, words=tuple(words.split("|"))
    )


GROUPS: tuple[Group, ...] = (
    _offence(
        "domestic_violence",
        "Domestic violence",
        "Violence or abuse between adults who are or were partners or relatives.",
        "domestic violence|dv|domestic abuse|domestic crime|domestic crimes|domestic offences|"
        "domestic related|domestic arrests|domestics|domestic violence offences",
    ),
    _offence(
        "racist_crime",
        "Racist crime",
        "Crime motivated by hostility to race (race hate).",
        "racist crime|racist crimes|race crime|race crimes|race hate|race hate crime|race hate crimes|racist hate crime|racist hate crimes|racist|racial|racially|racist offences|"
        "racially aggravated|racially motivated|racist and religious hate",
    ),
    _offence(
        "homophobic_crime",
        "Homophobic and transphobic crime",
        "Crime motivated by hostility to sexual orientation or to transgender people.",
        "homophobic|homophobic crime|homophobic crimes|homophobically motivated|homophobically|transphobic|homophobic transphobic|"
        "homophobic and transphobic|homophobic or transphobic|homophobic transphobic hate|homophobic and transphobic hate crime|homophobic and transphobic hate crimes|homophobic hate crimes|homophobic or transphobic hate crimes|homophobic hate crime|homophobia",
    ),
    _offence(
        "faith_crime",
        "Faith crime",
        "Crime motivated by hostility to faith.",
        "religiously aggravated|religiously motivated|faith related|motivated by religion|faith crime|faith crimes|faith offences|faith hate offences|faith hate|faith hate crime|religious hate crime|faith hate crimes|islamophobic|anti semitic|antisemitic|religious hate",
    ),
    _offence(
        "hate_crime",
        "Hate crime",
        "Hate crimes of all kinds together.",
        "hate crime|hate crimes|hate offences",
    ),
    _offence(
        "child_abuse",
        "Child abuse",
        "Abuse of children.",
        "child abuse|abuse of children|child sex abuse|child sexual abuse|sexual abuse of children|child protection offences|abuse against children|intra familial abuse|child abuse offences",
    ),
    _offence(
        "vulnerable_adult_abuse",
        "Abuse of vulnerable adults",
        "Abuse of adults who are vulnerable.",
        "abuse of a vulnerable adult|abuse of vulnerable adults|vulnerable adult|vulnerable adults|vulnerable adult abuse|adult abuse",
    ),
    _offence(
        "total_notifiable_offences",
        "Total notifiable offences",
        "All offences that are notifiable to the Home Office.",
        "total notifiable offences|notifiable offences|tno|tnos|total offences|total crime|overall crime|all crime|all crimes|"
        "total recorded crime|recorded crime|total notifiable|all offences|all notifiable offences|crime overall|"
        "total notifiable offence|crime in london|allegations of crime|overall recorded crime|all recorded crime|overall reported crime|all reported crime|total reported crime",
    ),
    _offence("burglary", "Burglary", "All burglary.", "burglary|burglaries|burglary offences"),
    _offence("robbery", "Robbery", "All robbery.", "robbery|robberies|robbery offences"),
    _offence(
        "street_crime",
        "Street crime",
        "Robbery and snatch theft together.",
        "street crime|street crimes|street offences",
    ),
    _offence(
        "motor_vehicle_crime",
        "Motor vehicle crime",
        "Theft of, from and tampering with motor vehicles.",
        "motor vehicle crime|vehicle crime|autocrime|auto crime|vehicle crimes|autocrimes|motor vehicle crimes|motor vehicle offences|mv crime|mv crimes",
    ),
    _offence(
        "gun_crime",
        "Gun crime",
        "Crime in which a gun was used or seen.",
        "gun crime|gun enabled crime|gun enabled|gun enabled crimes|gun crimes|gun related crime|gun enabled offences|gun related violent crime|gun related violent crimes|gun related crime|gun related crimes|gun related offences|"
        "firearm offences|firearms offences|gun enabled offence|gun offences|gun related|crime involving guns|crimes involving guns|violent crimes involving guns|offences involving guns|crimes involving firearms|offences involving firearms",
    ),
    _offence(
        "knife_crime",
        "Knife crime",
        "Crime in which a knife was used or seen.",
        "knife crime|knife enabled crime|knife enabled|knife crimes|knife offences|knife enabled offences|knife related|crime involving knives|crimes involving knives|violent crime involving knives|violent crimes involving knives|violent crimes that involve knives|violent crimes with knives|crimes with knives|offences involving knives",
    ),
    _offence(
        "homicide",
        "Homicide",
        "Murder, manslaughter and infanticide.",
        "homicide|homicides|murder|murders|murder offences|homicide offences",
    ),
    _offence("rape", "Rape", "Rape.", "rape|rapes|rape offences"),
    _offence(
        "violent_crime",
        "Violent crime",
        "Violence against the person, sexual offences and robbery.",
        "violent crime|violence against the person|violent crimes|violent offences|vap|total violence",
    ),
    _offence(
        "youth_violence",
        "Youth violence",
        "Violence with a victim aged 1 to 19.",
        "youth violence|youth violence offences",
    ),
    _workforce(
        "total_workforce",
        "Total workforce",
        "All police officers and staff.",
        "total workforce|workforce|overall workforce|whole workforce|total strength|all staff|staff overall|met workforce|police officers and police staff|"
        "officers and staff|police officers and staff|police officers and support staff|officers and support staff|police and civil staff|entire workforce|total staff",
    ),
    _workforce(
        "police_officers",
        "Police officers",
        "Police officers of all ranks.",
        "police officers|police officer|officers|officer|police bwt|police budgeted workforce target|police workforce target|police strength|police numbers|officer strength|officer numbers|police officer strength|"
        "overall police strength|police workforce|officer workforce|overall police officer numbers|police officer numbers|police officer workforce|police service strength|uniformed officers|police service officers|regular officers|regular service|regulars",
    ),
    _workforce(
        "police_staff",
        "Police staff",
        "Police staff (earlier: civil staff).",
        "police staff|civil staff|support staff|civilian staff|police staff members|civil staff strength|member of police staff|members of police staff|police staff strength|police staff colleague",
    ),
    _workforce(
        "pcso",
        "Police community support officers",
        "Police community support officers.",
        "pcso|pcsos|police community support officers|police community support officer|community support officers|csos|cso|police community safety officers|pcso strength|pcso workforce|support officers|community support officer",
    ),
    _workforce(
        "special_constables",
        "Special constables",
        "Officers of the Metropolitan Special Constabulary.",
        "special constables|special constable|specials|special constabulary|metropolitan special constabulary|msc|msc officers|special constables strength|specials strength",
    ),
    _workforce(
        "police_officer_recruits",
        "Police officer recruits",
        "New police officers.",
        "police officer recruits|police recruits|new police officers|new police recruits|new police officer recruits|police officer recruitment|police recruitment|recruitment of police officers|police officers recruitment|officer recruitment|constable recruitment|officer recruits|recruit intake|new officers|"
        "officer recruit|police officer joiners|recruit constables|police recruit|probationers|student officers|officers recruited|police officers recruited|police officer intake",
    ),
    _workforce(
        "all_recruits",
        "All recruits",
        "New police officers, staff and community support officers together.",
        "all recruits|all new recruits|new recruits|recruits|joiners|new joiners|new starters|new entrants|recruit intakes|intake",
    ),
    _workforce(
        "pcso_recruits",
        "PCSO recruits",
        "New police community support officers.",
        "pcso recruits|pcso joiners|new pcsos|pcso intake|pcsos recruited|pcso recruitment|cso recruits|recruited as pcsos",
    ),
    _workforce(
        "special_constable_recruits",
        "Special constable recruits",
        "New special constables.",
        "special constable recruits|special recruits|specials recruits|msc recruits|new special constables|special constables recruited|msc recruitment|new specials|msc joiners|recruited as specials|specials recruited",
    ),
    _workforce(
        "police_officer_applications",
        "Applications to be a police officer",
        "Applications or applicants to be a police officer.",
        "police officer applications|police officer applicants|applications to become a police officer|applications to be a police officer|applications for the role of police officer|applications received for the role of police officer|applications to become police officers|police officer application|applications to join the police|applications from potential police officers|applications for police officer|police applications|officer applications|applications for the post of police officer",
    ),
    _workforce(
        "applications",
        "All applications",
        "Applications or applicants for any role.",
        "applications|applicants|overall applications|candidates|all applications|applicant",
    ),
    _workforce(
        "selection_passed",
        "Passed the selection",
        "People who passed the selection process.",
        "successfully completing the selection process|passed the selection process|successful candidates|successful at assessment|passing the selection process|completed the selection process|selection process|"
        "passed selection|successful applicants|came through selection|came through the selection process|passed the assessment|got through selection|got through the selection process",
    ),
)
