from desktop.back_off import BackOff


def test_the_last_pause_repeats():
    back_off = BackOff((0.1, 0.5))
    assert [back_off.next_pause() for _ in range(4)] == [0.1, 0.5, 0.5, 0.5]
    assert back_off.failures == 4


def test_after_a_success_it_starts_with_the_first_pause():
    back_off = BackOff((0.1, 0.5))
    back_off.next_pause()
    back_off.reset()
    assert back_off.failures == 0
    assert back_off.next_pause() == 0.1
