"""Choose a microphone by name or index, and probe its formats."""

import sys
from dataclasses import replace

import pytest

from desktop.audio import devices, errors, portaudio_thread
from desktop.audio.devices import Device, choose, microphones_first
from desktop.audio.errors import DeviceError
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


@pytest.mark.parametrize(
    ("name", "host_api", "is_virtual"),
    [
        ("sysdefault", "ALSA", True),
        ("surround71", "ALSA", True),
        ("front #2", "ALSA", True),
        ("default", "ALSA", False),
        ("pipewire", "ALSA", False),
        ("desk", "ALSA", False),  # from the configuration of a user
        ("front", "JACK Audio Connection Kit", False),
        ("Front Mic: USB Audio (hw:1,0)", "ALSA", False),
    ],
)
def test_other_names_of_alsa_for_the_same_cards_are_virtual(name, host_api, is_virtual):
    assert Device(0, name, host_api, 2, 44_100).is_virtual is is_virtual


def test_virtual_devices_come_last_and_can_be_chosen():
    front = Device(7, "front", "ALSA", 2, 44_100)
    assert microphones_first([front, *LAPTOP]) == ([LAPTOP[2], *LAPTOP[:2]], [front])
    assert microphones_first([front]) == ([front], [])
    assert choose([front, *LAPTOP], "front") is front
    assert choose([front, LAPTOP[0]], None) is LAPTOP[0]
    with pytest.raises(DeviceError) as raised:
        choose([front, *LAPTOP], "no such")
    assert "front" not in raised.value.message


def test_none_chooses_the_default():
    assert choose(LAPTOP, None).name == "default"


def test_without_a_default_the_first_device_is_chosen():
    some = [replace(device, is_default=False) for device in LAPTOP]
    assert choose(some, None) is some[0]


def test_a_device_is_chosen_by_its_index():
    assert choose(LAPTOP, 5).name == "pipewire"
    assert choose(LAPTOP, "5").name == "pipewire"


@pytest.mark.parametrize("wanted", ["alc257", " ANALOG ", "HDA Intel PCH: ALC257 Analog (hw:0,0)"])
def test_a_device_is_chosen_by_part_of_its_name_in_upper_or_lower_case(wanted):
    assert choose(LAPTOP, wanted).index == 0


def test_a_complete_match_comes_before_a_partial_one():
    more = [Device(0, "default microphone", "ALSA", 1, 48_000), *LAPTOP]
    assert choose(more, "default").index == 6


def test_a_device_is_found_again_under_another_card_number():
    again = [Device(3, "HDA Intel PCH: ALC257 Analog (hw:2,0)", "ALSA", 2, 44_100), *LAPTOP[1:]]
    assert choose(again, LAPTOP[0].name, "ALSA").index == 3
    with_both = [*again, LAPTOP[0]]
    assert choose(with_both, LAPTOP[0].name, "ALSA").index == 0


def test_the_host_api_distinguishes_devices_of_the_same_name():
    assert choose(WINDOWS, "headset").index == 14
    assert choose(WINDOWS, "headset", "Windows WDM-KS").index == 20


def test_a_device_is_found_without_its_host_api():
    assert choose(WINDOWS, "headset", "ASIO").index == 14


def test_devices_of_equal_names_are_told_apart():
    listed = devices.with_unique_names(
        [
            Device(2, "USB Audio", "Core Audio", 1, 48_000),
            Device(3, "USB Audio", "Core Audio", 1, 48_000),
            Device(4, "USB Audio", "ASIO", 1, 48_000),
            Device(7, "USB Audio", "Core Audio", 1, 48_000),
        ]
    )
    assert [device.name for device in listed] == [
        "USB Audio",
        "USB Audio #2",
        "USB Audio",
        "USB Audio #3",
    ]
    for device in listed:
        assert choose(listed, device.name, device.host_api) is device
        assert choose(listed, str(device.index)) is device
    # With one left, it is the one that was chosen, as far as can be known.
    assert choose(listed[:1], "USB Audio #2", "Core Audio") is listed[0]


@pytest.mark.parametrize(
    "number", ["\N{SUPERSCRIPT TWO}", "\N{ARABIC-INDIC DIGIT FIVE}", "5" * 5000]
)
def test_what_only_looks_like_a_number_is_no_index(number):
    with pytest.raises(DeviceError) as caught:
        choose(LAPTOP, number)
    assert caught.value.code == "no_device"


@pytest.mark.parametrize(
    ("most", "tried"),
    [(1, [1]), (2, [2, 1]), (4, [4, 2, 1]), (16, [16, 2, 1]), (32, [2, 1, 32]), (128, [2, 1, 128])],
)
def test_all_inputs_of_an_interface_are_opened_but_not_those_of_a_sound_server(most, tried):
    assert devices.channel_counts(most) == tried


@pytest.mark.parametrize("wanted", ["webcam", 3, ""])
def test_if_no_device_matches_the_error_lists_the_devices(wanted):
    with pytest.raises(DeviceError) as caught:
        choose(LAPTOP, wanted)
    assert caught.value.code == "no_device"
    assert "pipewire" in caught.value.message


def test_an_empty_list_gives_an_error():
    with pytest.raises(DeviceError, match="No microphone found") as caught:
        choose([], None)
    assert caught.value.code == "no_device"


def test_on_windows_the_default_is_that_of_wasapi():
    apis = [
        {"name": "MME", "default_input_device": 1},
        {"name": "Windows WASAPI", "default_input_device": 9},
    ]
    assert devices.default_index(apis, 1, "win32") == 9
    assert devices.default_index(apis, 1, "linux") == 1
    apis[1]["default_input_device"] = -1
    assert devices.default_index(apis, 1, "win32") == 1


def test_only_input_devices_are_listed():
    listed = devices.query(load_shim("hotplug"))
    assert listed == [Device(0, "USB Audio: - (hw:1,0)", "ALSA", 2, 44_100, is_default=True)]


def test_the_default_rate_of_the_device_comes_first():
    module = load_shim("hotplug")
    form = devices.probe(module, devices.query(module)[0])
    assert (form.rate, form.channels) == (44_100, 2)


def test_another_rate_is_used_if_the_default_is_refused():
    module = load_shim("only_48000")
    form = devices.probe(module, devices.query(module)[0])
    assert (form.rate, form.channels) == (48_000, 2)


@pytest.mark.parametrize(
    ("fault", "code", "advice"),
    [
        ("busy", "busy", "Close that program"),
        ("refuses", "unsupported", "Choose another"),
    ],
)
def test_a_refusal_is_explained_with_advice(fault, code, advice):
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
        # Recorded on real machines.
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
def test_every_error_gives_a_code_and_one_line(arguments, code):
    error = errors.explain(Exception(*arguments), "The microphone")
    assert error.code == code
    assert error.message.startswith("The microphone ")
    assert len(error.message.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
def test_alsa_is_not_loaded_if_its_configuration_is_missing(monkeypatch):
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere/alsa.conf")
    with pytest.raises(DeviceError, match=r"/nowhere/alsa\.conf"):
        portaudio_thread._sounddevice()
