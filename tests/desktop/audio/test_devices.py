"""Finding a microphone by what a person calls it, and asking it what it can do."""

import sys
from dataclasses import replace

import pytest

from desktop.audio import devices, errors, portaudio
from desktop.audio.devices import Device, DeviceError, choose
from tests.harness.program import load_shim

# As PortAudio lists them on a laptop with Debian, on a Mac and on Windows 11.
LAPTOP = [
    Device(0, "HDA Intel PCH: ALC257 Analog (hw:0,0)", "ALSA", 2, 44_100),
    Device(5, "pipewire", "ALSA", 64, 44_100),
    Device(6, "default", "ALSA", 64, 44_100, is_default=True),
]
WINDOWS = [
    Device(1, "Microphone Array (Realtek(R) Au", "MME", 2, 44_100),
    Device(9, "Microphone Array (Realtek(R) Audio)", "Windows WASAPI", 2, 48_000, True),
    Device(14, "Headset (WH-1000XM4)", "Windows WASAPI", 1, 16_000),
    Device(20, "Headset (WH-1000XM4)", "Windows WDM-KS", 1, 16_000),
]


def test_none_is_the_default():
    assert choose(LAPTOP, None).name == "default"


def test_without_a_default_it_is_the_first():
    some = [replace(device, is_default=False) for device in LAPTOP]
    assert choose(some, None) is some[0]


def test_by_index_and_not_by_place():
    assert choose(LAPTOP, 5).name == "pipewire"


@pytest.mark.parametrize("wanted", ["alc257", " ANALOG ", "HDA Intel PCH: ALC257 Analog (hw:0,0)"])
def test_by_part_of_its_name_in_any_case(wanted):
    assert choose(LAPTOP, wanted).index == 0


def test_a_whole_name_comes_before_a_part():
    more = [Device(0, "default microphone", "ALSA", 1, 48_000), *LAPTOP]
    assert choose(more, "default").index == 6


def test_a_card_that_comes_back_under_another_number_is_the_same():
    again = [Device(3, "HDA Intel PCH: ALC257 Analog (hw:2,0)", "ALSA", 2, 44_100), *LAPTOP[1:]]
    assert choose(again, LAPTOP[0].name, "ALSA").index == 3
    with_both = [*again, LAPTOP[0]]
    assert choose(with_both, LAPTOP[0].name, "ALSA").index == 0


def test_the_host_api_tells_namesakes_apart():
    assert choose(WINDOWS, "headset").index == 14
    assert choose(WINDOWS, "headset", "Windows WDM-KS").index == 20


def test_a_host_api_that_is_gone_does_not_lose_the_device():
    assert choose(WINDOWS, "headset", "ASIO").index == 14


@pytest.mark.parametrize("wanted", ["webcam", 3, ""])
def test_what_is_not_there_is_said_with_what_is(wanted):
    with pytest.raises(DeviceError) as caught:
        choose(LAPTOP, wanted)
    assert caught.value.code == "no_device"
    assert "pipewire" in caught.value.message


def test_no_device_at_all():
    with pytest.raises(DeviceError, match="No microphone found") as caught:
        choose([], None)
    assert caught.value.code == "no_device"


def test_windows_takes_wasapi_and_not_the_late_mme():
    apis = [
        {"name": "MME", "default_input_device": 1},
        {"name": "Windows WASAPI", "default_input_device": 9},
    ]
    assert devices.default_index(apis, 1, "win32") == 9
    assert devices.default_index(apis, 1, "linux") == 1
    apis[1]["default_input_device"] = -1
    assert devices.default_index(apis, 1, "win32") == 1


def test_only_devices_that_record_are_listed():
    listed = devices.query(load_shim("hotplug"))
    assert listed == [Device(0, "USB Audio: - (hw:1,0)", "ALSA", 2, 44_100, is_default=True)]


def test_its_own_rate_is_taken_where_it_can_be():
    module = load_shim("hotplug")
    form = devices.probe(module, devices.query(module)[0])
    assert (form.rate, form.channels) == (44_100, 2)


def test_another_rate_is_taken_where_its_own_is_refused():
    module = load_shim("only_48000")
    form = devices.probe(module, devices.query(module)[0])
    assert (form.rate, form.channels) == (48_000, 2)


@pytest.mark.parametrize(
    ("fault", "code", "advice"),
    [
        ("busy", "busy", "close that program"),
        ("refuses", "unsupported", "choose another"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(fault, code, advice):
    module = load_shim(fault)
    with pytest.raises(DeviceError) as caught:
        devices.probe(module, devices.query(module)[0])
    assert caught.value.code == code
    assert advice in caught.value.message
    assert "USB Audio" in caught.value.message
    assert len(caught.value.message.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        # As real machines gave them.
        (("Error opening InputStream: Device unavailable", -9985), "busy"),
        (("Error opening", -9999, (0, -16, "Device or resource busy")), "busy"),
        (("Error opening", -9999, (0, -5, "Input/output error")), "no_device"),
        (("Error opening", -9999, (0, -19, "No such device")), "no_device"),
        (("Error opening InputStream: Invalid device", -9996), "no_device"),
        (("Error opening InputStream: Invalid sample rate", -9997), "unsupported"),
        (("Error opening InputStream: Invalid number of channels", -9998), "unsupported"),
        (("Error querying device -1",), "failed"),
        (("Internal PortAudio error", -9986), "failed"),
        ((), "failed"),
    ],
)
def test_every_error_has_a_code_and_one_line(arguments, code):
    error = errors.explain(Exception(*arguments), "The microphone")
    assert error.code == code
    assert error.message.startswith("The microphone ")
    assert len(error.message.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_alsa_is_not_loaded_with_a_configuration_that_would_end_the_process(monkeypatch):
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere/alsa.conf")
    with pytest.raises(DeviceError, match=r"/nowhere/alsa\.conf"):
        portaudio._sounddevice()
