/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-identity.h"

G_BEGIN_DECLS

/** DECT_IDENTITY_MAX: more characters than any identity has in any spelling; a longer text is
 * refused by its length. */
#define DECT_IDENTITY_MAX 64

/**
 * DectIdentityWords:
 * @empty: sentence, without parameters
 * @separator: sentence with the place (%u) and the separator (%s) that does not belong there
 * @lengthy: sentence with the highest number of characters (%u) that is looked at
 *
 * What one kind of identity says, untranslated. Whole sentences, because the noun changes them in
 * other languages.
 */
typedef struct
{
  const char *empty;
  const char *separator;
  const char *lengthy;
} DectIdentityWords;

/**
 * DectIdentityText:
 * @words: its sentences
 * @n: number of characters that are no separators
 * @chars: those characters, as typed
 * @places: where each stands in the text as typed, counted from 1
 * @before: the separator right before each; 0 = none
 * @before_places: where that separator stands
 *
 * A text as typed, cut into characters and separators.
 */
typedef struct
{
  const DectIdentityWords *words;
  guint                    n;
  gunichar                 chars[DECT_IDENTITY_MAX];
  guint                    places[DECT_IDENTITY_MAX];
  gunichar                 before[DECT_IDENTITY_MAX];
  guint                    before_places[DECT_IDENTITY_MAX];
} DectIdentityText;

/**
 * dect_identity_text_init:
 * @self: (out): the text, cut
 * @text: any bytes
 * @separators: ASCII characters that may stand between two characters; a blank stands for every
 *   kind of blank
 * @words: sentences for the errors
 * @error: return location, %DECT_IDENTITY_ERROR_EMPTY, _LENGTH, _CHARACTER
 *
 * Blanks around the text are dropped, several blanks count as one. Other separators stand alone and
 * inside.
 *
 * Returns: whether @text has at least one character and no misplaced separator
 */
gboolean dect_identity_text_init (DectIdentityText        *self,
                                  const char              *text,
                                  const char              *separators,
                                  const DectIdentityWords *words,
                                  GError                 **error);

/**
 * dect_identity_text_digit:
 * @self: a text
 * @i: which character
 * @base: 8, 10 or 16
 * @sentence: untranslated, with the place (%u) and the character (%s) of what cannot stand there
 * @digit: (out): its value
 * @error: return location, %DECT_IDENTITY_ERROR_CHARACTER
 *
 * Returns: whether the character is a digit of that base
 */
gboolean dect_identity_text_digit (const DectIdentityText *self,
                                   guint                   i,
                                   guint                   base,
                                   const char             *sentence,
                                   guint8                 *digit,
                                   GError                **error);

/** dect_identity_text_has_separators: Returns: whether any separator stands between its characters
 */
gboolean dect_identity_text_has_separators (const DectIdentityText *self);

/** dect_identity_set_place_error: fills a sentence with a place (%u) and a shown character (%s) */
void dect_identity_set_place_error (GError          **error,
                                    DectIdentityError code,
                                    const char       *sentence,
                                    guint             place,
                                    gunichar          character);

/**
 * dect_identity_check_character:
 * @digits: (array length=n): decimal digits
 * @n: how many
 *
 * (sum of digit x position counted from 1) mod 11, where 10 is written '*': ETSI EN 300 175-6 annex
 * C.
 *
 * Returns: '0' to '9' or '*'
 */
char dect_identity_check_character (const guint8 *digits,
                                    guint         n);

G_END_DECLS
