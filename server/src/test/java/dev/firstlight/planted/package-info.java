/** One planted violation of each rule of the house, so that {@code HouseTest} can show that each rule bites. */
package dev.firstlight.planted;
