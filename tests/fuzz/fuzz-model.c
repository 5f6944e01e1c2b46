/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "model/dect-ipei.h"
#include "model/dect-ipv4.h"
#include "model/dect-length.h"
#include "model/dect-mac.h"
#include "model/dect-park.h"
#include "model/dect-scan.h"

/* Beyond this a double has no hundredths of an inch left; no field takes as much. */
#define MAX_M 1e9

static void
check_mac (const char *text)
{
  DectMac mac, again;
  g_autofree char *shown = NULL;
  g_autofree char *key = NULL;

  if (!dect_mac_parse (text, &mac, NULL))
    return;
  shown = dect_mac_to_string (&mac);
  key = dect_mac_to_key (&mac);
  g_assert_true (dect_mac_parse (shown, &again, NULL) && dect_mac_equal (&mac, &again));
  g_assert_true (dect_mac_parse (key, &again, NULL) && dect_mac_equal (&mac, &again));
}

static void
check_ipei (const char *text)
{
  DectIpei ipei, again;
  g_autofree char *stored = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *hex = NULL;

  if (!dect_ipei_parse (text, &ipei, NULL))
    return;
  stored = dect_ipei_to_string (&ipei);
  shown = dect_ipei_to_display (&ipei);
  hex = dect_ipei_to_hex (&ipei);
  g_assert_true (dect_ipei_parse (stored, &again, NULL) && dect_ipei_equal (&ipei, &again));
  g_assert_true (dect_ipei_parse (shown, &again, NULL) && dect_ipei_equal (&ipei, &again));
  g_assert_true (dect_ipei_parse (hex, &again, NULL) && dect_ipei_equal (&ipei, &again));
}

static void
check_park (const char *text)
{
  DectPark park, again;
  g_autofree char *stored = NULL;
  g_autofree char *keypad = NULL;
  g_autofree char *second = NULL;

  if (!dect_park_parse (text, &park, NULL))
    return;
  stored = dect_park_to_string (&park);
  g_assert_true (dect_park_parse (stored, &again, NULL));
  keypad = dect_park_to_keypad (&park);
  if (keypad != NULL)
    g_assert_true (dect_park_parse (keypad, &again, NULL));
  second = dect_park_to_string (&again);
  g_assert_cmpstr (stored, ==, second);
}

static void
check_ipv4 (const char *text)
{
  DectIpv4 address, again;

  if (dect_ipv4_parse (text, &address, NULL))
    {
      g_autofree char *shown = dect_ipv4_to_string (address);

      g_assert_true (dect_ipv4_parse (shown, &again, NULL) && again.value == address.value);
    }
  if (dect_netmask_parse (text, &address, NULL))
    {
      g_autofree char *shown = dect_ipv4_to_string (address);

      g_assert_true (dect_netmask_parse (shown, &again, NULL) && again.value == address.value);
      g_assert_cmpuint (dect_netmask_prefix (address), >=, 1);
      g_assert_cmpuint (dect_netmask_prefix (address), <=, 31);
    }
}

void
dect_fuzz_identity (const guint8 *data, gsize size)
{
  g_autofree char *text = dect_fuzz_text (data, size);

  check_mac (text);
  check_ipei (text);
  check_park (text);
  check_ipv4 (text);
}

/* What stands in an entry is read back as the same length: to the last digit in metres, to a
 * hundredth of an inch in feet. */
void
dect_fuzz_length (const guint8 *data, gsize size)
{
  g_autofree char *text = dect_fuzz_text (data, size);

  for (gint unit = DECT_LENGTH_METRES; unit <= DECT_LENGTH_FEET; unit++)
    {
      double length_m = NAN, again_m = NAN;

      dect_length_set_unit (unit);
      if (dect_length_from_text (text, &length_m, NULL))
        {
          g_autofree char *entry = dect_length_to_entry (length_m);
          g_autofree char *shown = dect_length_to_text (length_m, 2);

          g_assert_cmpuint (strlen (shown), >, 0);
          g_assert_true (isfinite (length_m));
          if (fabs (length_m) > MAX_M)
            continue;
          if (!dect_length_from_text (entry, &again_m, NULL))
            g_error ("“%s” became “%s”, which is no length", text, entry);
          if (fabs (again_m - length_m) > 0.0002 + 1e-9 * fabs (length_m))
            g_error ("“%s” is %g m and became “%s”, %g m", text, length_m, entry, again_m);
        }
    }
  dect_length_set_unit (DECT_LENGTH_METRES);
}

void
dect_fuzz_scan (const guint8 *data, gsize size)
{
  static const DectFieldType types[] = { DECT_FIELD_MAC, DECT_FIELD_IPEI };
  g_autofree char *text = dect_fuzz_text (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const char *layout = NULL;
      g_autofree char *identity = dect_scan_read (types[i], text, &layout, NULL);
      g_autofree char *again = NULL;

      if (identity == NULL)
        continue;
      again = dect_scan_read (types[i], identity, &layout, NULL);
      g_assert_cmpstr (again, ==, identity);
      g_assert_null (layout);
    }
}
