"""The Windows Security Center and Windows Firewall."""

import ctypes
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import SecurityProduct
from core.probes.win_api import call
from core.probes.win_codes import answering, from_hresult, plain
from core.probes.win_com import comtypes, create, gap, interface

_PRODUCT_LIST = "{17072F7B-9ABE-4A74-A261-1EB76B55107A}"
_FIREWALL_POLICY = "{E2B3C97F-6AE1-41AC-817A-F6F92166D7DD}"
_NO_LICENCE_TOLD = 0xFFFFFFFF
_BLOCK = 0


@answering
def health(provider: int) -> int | Unknown:
    """Return the health that the Security Center gives a kind of provider."""
    asked = f"WscGetSecurityProviderHealth({provider})"
    told = ctypes.c_int(-1)
    ask = call(
        "wscapi",
        "WscGetSecurityProviderHealth",
        ctypes.c_long,
        ctypes.c_ulong,
        ctypes.POINTER(ctypes.c_int),
    )
    result = ask(provider, ctypes.byref(told))
    if result == 1:
        return Unknown(UnknownCode.SERVICE_OFF, f"{asked}: the Security Center does not run")
    if result != 0:
        return from_hresult(result, asked)
    if told.value not in range(4):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {told.value}")
    return told.value


def _product() -> Any:
    text, number = ctypes.POINTER(comtypes().BSTR), ctypes.POINTER(ctypes.c_int)
    return interface(
        "IWscProduct",
        "{8C38232E-3A45-4A27-92B0-1A16A975F669}",
        "IDispatch",
        (
            ("get_ProductName", (text,)),
            ("get_ProductState", (number,)),
            ("get_SignatureStatus", (number,)),
            ("get_RemediationPath", (text,)),
            ("get_ProductStateTimestamp", (text,)),
            ("get_ProductGuid", (text,)),
        ),
    )


def _product_with_licence() -> Any:
    return interface(
        "IWscProduct3",
        "{55536524-D1D1-4726-8C7C-04996A1904E7}",
        "IDispatch",
        # Seven methods of IWscProduct and six of IWscProduct2 come before it.
        (*gap(7, 19), ("get_AntivirusDaysUntilExpired", (ctypes.POINTER(ctypes.c_uint),))),
    )


def _product_list() -> Any:
    return interface(
        "IWSCProductList",
        "{722A338C-6E8E-4E72-AC27-1417FB0C81C2}",
        "IDispatch",
        (
            ("Initialize", (ctypes.c_ulong,)),
            ("get_Count", (ctypes.POINTER(ctypes.c_long),)),
            ("get_Item", (ctypes.c_ulong, ctypes.POINTER(ctypes.POINTER(_product())))),
        ),
    )


def _text(method: Any) -> str:
    told = comtypes().BSTR()
    method(ctypes.byref(told))
    return plain(told.value or "")


def _number(method: Any) -> int:
    told = ctypes.c_int(-1)
    method(ctypes.byref(told))
    return told.value


@answering
def _signatures(product: Any) -> int | Unknown:
    return _number(product.get_SignatureStatus)


@answering
def _licence_days(product: Any) -> int | Unknown:
    """Return the days until the licence ends; products without one report no number."""
    told = ctypes.c_uint(_NO_LICENCE_TOLD)
    newer = product.QueryInterface(_product_with_licence())
    newer.get_AntivirusDaysUntilExpired(ctypes.byref(told))
    if told.value == _NO_LICENCE_TOLD:
        return Unknown(UnknownCode.NOT_FOUND, "IWscProduct3: no days told")
    return told.value


@answering
def products(provider: int) -> tuple[SecurityProduct, ...] | Unknown:
    """Return the registered products. A list may be initialised once, so each has its own."""
    registered = create(_PRODUCT_LIST, _product_list())
    registered.Initialize(provider)
    count = ctypes.c_long()
    registered.get_Count(ctypes.byref(count))
    found = []
    for index in range(count.value):
        product = ctypes.POINTER(_product())()
        registered.get_Item(index, ctypes.byref(product))
        found.append(
            SecurityProduct(
                name=_text(product.get_ProductName),
                id=_text(product.get_ProductGuid),
                state=_number(product.get_ProductState),
                signatures=_signatures(product),
                remedy=_text(product.get_RemediationPath),
                licence_days=_licence_days(product),
            )
        )
    return tuple(found)


def _policy() -> Any:
    number, short = ctypes.POINTER(ctypes.c_long), ctypes.POINTER(ctypes.c_short)
    wanted = interface(
        "INetFwPolicy2",
        "{98325047-C671-4174-8D81-DEFCD3F03186}",
        "IDispatch",
        (
            ("get_CurrentProfileTypes", (number,)),
            ("get_FirewallEnabled", (ctypes.c_int, short)),
            *gap(9, 11),
            ("get_BlockAllInboundTraffic", (ctypes.c_int, short)),
            *gap(13, 22),
            ("get_DefaultInboundAction", (ctypes.c_int, number)),
        ),
    )
    return create(_FIREWALL_POLICY, wanted)


@answering
def firewall_profile(profile: int) -> tuple[bool, bool] | Unknown:
    """Return whether a profile is on, and whether it blocks what nobody asked for."""
    policy = _policy()
    enabled, all_blocked = ctypes.c_short(), ctypes.c_short()
    action = ctypes.c_long(-1)
    policy.get_FirewallEnabled(profile, ctypes.byref(enabled))
    policy.get_BlockAllInboundTraffic(profile, ctypes.byref(all_blocked))
    policy.get_DefaultInboundAction(profile, ctypes.byref(action))
    return bool(enabled.value), bool(all_blocked.value) or action.value == _BLOCK


@answering
def firewall_current() -> int | Unknown:
    """Return the bits of the profiles in use now; none at all is not_found."""
    bits = ctypes.c_long()
    _policy().get_CurrentProfileTypes(ctypes.byref(bits))
    return bits.value or Unknown(UnknownCode.NOT_FOUND, "INetFwPolicy2: no profile in use")
