/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-natural.h"

#include "model/dect-record.h"

#include <string.h>

static gsize
span_text (const char *text)
{
  gsize n = 0;

  while (text[n] != '\0' && !g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* Steps over a run of digits; its value's digits start at *digits. */
static gsize
take_digits (const char **text, const char **digits)
{
  gsize n;

  while (**text == '0')
    (*text)++;
  *digits = *text;
  n = strspn (*text, "0123456789");
  *text += n;
  return n;
}

static int
compare_text (const char *a, gsize n_a, const char *b, gsize n_b)
{
  g_autofree char *left = NULL, *right = NULL;

  /* Mostly names differ in their numbers only. */
  if (n_a == n_b && memcmp (a, b, n_a) == 0)
    return 0;
  left = g_strndup (a, n_a);
  right = g_strndup (b, n_b);
  return g_utf8_collate (left, right);
}

int
dect_natural_compare (const char *a, const char *b)
{
  const char *p = a, *q = b;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  while (*p != '\0' && *q != '\0')
    {
      gsize n_p = span_text (p), n_q = span_text (q);
      const char *digits_p, *digits_q;
      int order = compare_text (p, n_p, q, n_q);

      if (order != 0)
        return order;
      p += n_p;
      q += n_q;
      /* A run of digits is on both sides or on neither: one that ends here is the shorter. */
      if (*p == '\0' || *q == '\0')
        break;
      n_p = take_digits (&p, &digits_p);
      n_q = take_digits (&q, &digits_q);
      order = n_p != n_q ? (n_p > n_q) - (n_p < n_q) : memcmp (digits_p, digits_q, n_p);
      if (order != 0)
        return order;
    }
  if (*p != '\0' || *q != '\0')
    return *p != '\0' ? 1 : -1;
  return strcmp (a, b);
}

int
dect_field_compare (const DectField *field, const DectRecord *a, const DectRecord *b)
{
  g_return_val_if_fail (field != NULL && a != NULL && b != NULL, 0);

  if (dect_field_is_set (field, a) != dect_field_is_set (field, b))
    return dect_field_is_set (field, a) ? -1 : 1;
  if (!dect_field_is_set (field, a))
    return 0;
  if (field->type == DECT_FIELD_NUMBER)
    return (dect_field_get_number (field, a) > dect_field_get_number (field, b))
           - (dect_field_get_number (field, a) < dect_field_get_number (field, b));
  if (field->type == DECT_FIELD_REFERENCE)
    return (dect_field_get_ref (field, a) > dect_field_get_ref (field, b))
           - (dect_field_get_ref (field, a) < dect_field_get_ref (field, b));
  if (!dect_field_is_text (field))
    return (dect_field_get_int (field, a) > dect_field_get_int (field, b))
           - (dect_field_get_int (field, a) < dect_field_get_int (field, b));
  /* The digits of an identity are no numbers, and some of a MAC's are letters. */
  if (field->type == DECT_FIELD_MAC || field->type == DECT_FIELD_IPEI)
    return strcmp (dect_field_get_string (field, a), dect_field_get_string (field, b));
  return dect_natural_compare (dect_field_get_string (field, a), dect_field_get_string (field, b));
}
