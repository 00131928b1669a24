"""Currencies and how many decimal places each has (ISO 4217, with those that the euro replaced)."""

from __future__ import annotations

from typing import Final

from obligations.engine.errors import EngineError

_TWO = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD"
    " CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD"
    " GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD"
    " MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP"
    " PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS"
    " TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW"
    " ATS BEF DEM FIM FRF GRD HRK IEP LUF NLG EEK LTL LVL MTL SIT SKK CYP"
)
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ESP ITL PTE"
_THREE = "BHD IQD JOD KWD LYD OMR TND"

PLACES: Final[dict[str, int]] = {
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
    # ISO 4217 for a sum of which nobody says the currency; nothing that is entered has it.
    "XXX": 2,
}
UNNAMED: Final = "XXX"
_WRITTEN: Final = {"US$": "USD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}
_SIGNS: Final = {"USD": "US$", "GBP": "£", "EUR": "€", "XXX": ""}


def read_currency(text: str) -> str:
    """The ISO code that a text stands for. Raises EngineError with what to write instead."""
    code = _WRITTEN.get(text.strip(), text.strip().upper())
    if code not in PLACES or code == UNNAMED:
        raise EngineError(f"“{text}” is no currency; write its three letters, as USD or EUR.")
    return code


def sign(currency: str) -> str:
    """What stands before an amount: US$, £, €, or the code and a space."""
    return _SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
